"""The subjects that policies judge, each with its facts: the article, its parts, its sources, and so on."""
