"""Web pages, and the stretches of HTML that other formats hold."""
