"""A report as JSON: `write` and `read` are each other's inverse."""
