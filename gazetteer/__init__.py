"""Place names to places on Earth: offline, explained, fast."""
