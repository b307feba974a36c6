"""Statements of an article: cue, content and the words that name the speaker."""
