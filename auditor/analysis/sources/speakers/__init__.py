"""Whose a statement is where its own words do not say so (speaker attribution)."""
