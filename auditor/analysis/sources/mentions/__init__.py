"""Words that stand for somebody, and what they say of whom they stand for."""
