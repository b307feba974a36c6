"""A report as one HTML page that needs nothing else: `writer` fills templates/ with a document, style/ and script/.

`pieces` makes HTML of lines, `layout` lays out the draft beside its findings, `files` reads what ships with the room.
Every page shares style/tokens.css (colours, type, spacing) and style/plain.css; nothing on a page comes from elsewhere.
"""
