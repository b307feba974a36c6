"""Proper names: where they stand, what they are names of, and which are names of the same (entity linking)."""
