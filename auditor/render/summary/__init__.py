"""The summary table over many articles: its columns, its rows, and the table in each format."""
