"""Files of many articles: tables, lines of JSON, archives; each record is an article of its own."""
