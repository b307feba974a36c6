"""Proper names: where they stand (named-entity recognition), and which are names of the same (entity linking)."""
