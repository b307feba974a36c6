"""What is learned of sources: weights for whom words stand for and of which kind a source is, and how they decide.

`bench/train_sources.py` makes `weights.json`; docs/sources.md is its card.
"""
