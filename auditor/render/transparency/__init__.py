"""What the transparency report of an article says, as a document without a format.

`sections` has the order of the report, a module for each of its larger sections what stands in it, `pieces` what
sentences are made of; `legal` has a document of its own, for a lawyer, `box` one for readers.
"""
