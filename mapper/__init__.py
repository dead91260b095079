"""Reports of events to a map that can be played through time."""
