"""Statements of an article (reported speech): cue, content and the words that name the speaker."""
