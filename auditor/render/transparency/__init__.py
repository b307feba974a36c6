"""What the transparency report of an article says, as a document without a format.

`sections` has the order of the report, `profiles` its grades and accusations, `pieces` what sentences are made of.
"""
