"""Of which kind a source is, what it is called, and how many it is."""
