"""The learned detector: a small transformer that marks cues, sources and contents, beside the rules."""
