"""Who the sources are: `resolve` goes through five rooms in turn.

Names and what they stand for (`names`, entity linking); words that stand for somebody (`mentions`); which of them
stand for the same (`coreference`); whose statements are (`speakers`); of which kind a source is (`kinds`).
"""
