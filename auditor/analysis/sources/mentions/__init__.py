"""Words that stand for somebody (mention detection), and what they say of that person or body."""
