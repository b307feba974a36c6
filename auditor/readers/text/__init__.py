"""Drafts that are text as they are: plain text and Markdown, their front matter, their lines and encodings."""
