"""An article's language: which blocks are read, what is quoted, the parse, what rules match, what the tagger sees.

`read.parse` turns an `Article` into a `Parsed`.
"""
