"""Two versions of articles: found in files, folders or saved reports, and compared."""
