"""For those who write rules: whether a pack's examples hold, and what it could do better."""
