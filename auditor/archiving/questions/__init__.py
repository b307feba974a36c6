"""Questions that a review of standards asks of an audited archive, answered by DuckDB from its tables."""
