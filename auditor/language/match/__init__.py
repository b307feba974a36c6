"""Rules compiled to matchers, and matchers run over a parsed article."""
