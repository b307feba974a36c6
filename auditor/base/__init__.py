"""Foundations that know nothing of articles: places in a text, errors, files, processes."""
