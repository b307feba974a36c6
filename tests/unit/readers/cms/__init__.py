"""Formats of content systems."""
