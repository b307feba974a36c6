"""What an article says about its own reporting: grants of anonymity, and those who gave no answer.

Rules say where the words are; the parse says whose they are (the subject, also through relative clauses and
conjunctions), how far they reach, and which of them tell of one and the same thing.
"""
