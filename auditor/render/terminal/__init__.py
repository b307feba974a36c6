"""What people read on a screen: findings, one line for editors' programs, the marked article, evidence, tables.

Every renderer takes the width in columns and whether there is colour; `wrapping` breaks lines between words, and
`styled` knows which style means what.
"""
