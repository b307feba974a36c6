"""Who is accused or criticised in an article, by whom, and what the accused says to it."""
