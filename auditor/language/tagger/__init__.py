"""The learned detector: a small transformer that marks cues, sources and contents (sequence labelling)."""
