"""Which language an article is in, and which of its blocks are in another one."""
