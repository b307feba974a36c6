"""Readers: bytes of one format to one `Article`."""
