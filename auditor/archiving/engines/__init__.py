"""Shards given to programs that spread work over many machines."""
