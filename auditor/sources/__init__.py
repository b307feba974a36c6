"""Who the sources of an article are: mentions, their joining, their kinds."""
