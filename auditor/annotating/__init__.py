"""Comments in copies of Word documents, at the exact words that they are about; nothing else is changed."""
