"""No property is timed: how long an example takes says something of the machine, nothing of the property."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
