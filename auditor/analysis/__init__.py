"""What an article passes on and from whom: statements, grants and non-responses, sources, accusations.

A `Parsed` becomes a `Resolved`; nothing here judges.
"""
