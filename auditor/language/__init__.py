"""An article's language: which blocks are read, what is quoted, the parse, what rules match, what the tagger sees.

`read.parse` makes an `Article` a `Parsed`.
"""
