"""What everything stands on and nothing of it knows what an article is: places in a text, errors, files, processes."""
