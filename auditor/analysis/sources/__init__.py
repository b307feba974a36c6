"""Who the sources are: `resolve` goes through five folders in turn.

`names`: names, and what they are names of (entity linking). `mentions`: words that stand for somebody (mention
detection). `coreference`: which of them stand for the same (coreference chains). `speakers`: whose a statement is
(speaker attribution). `kinds`: of which kind a source is.
"""
