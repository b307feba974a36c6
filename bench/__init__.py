"""Measurements: how well the auditor finds what readers find, and how fast."""
