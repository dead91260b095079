"""For all tests of the gazetteer."""

import untimed  # noqa: F401 - importing it is what does it
