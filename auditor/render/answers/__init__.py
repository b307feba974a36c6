"""Answers of an archive as tables, data, bars and pictures."""
