"""Whether an installation is in order: each thing looked at by itself, whatever is wrong with the others."""
