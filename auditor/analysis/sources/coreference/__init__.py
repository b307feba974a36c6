"""Which mentions stand for the same source (coreference chains)."""
