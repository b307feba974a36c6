"""What is made of a `Resolved`: counts, profiles, the facts that policies ask for, findings, the report."""
