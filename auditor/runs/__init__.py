"""Runs over drafts: the settings in force, which drafts there are, what became of each."""
