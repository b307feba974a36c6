"""Source-reliability and attribution auditor for news drafts."""

__version__ = "0.1.0"
