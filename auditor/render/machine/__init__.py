"""Forms for machines: what an audit found as other programs take it, a module for each form.

Each writes a whole run (`jsonld` one report), tells what fails a run from what does not, and escapes what comes from
drafts.
"""
