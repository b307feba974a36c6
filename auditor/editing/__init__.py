"""What helps while a draft is being written: audits on every save, and a server for editors.

`watching` waits for files to change; `server` speaks the Language Server Protocol with an editor, on standard input and
output alone. What it says of a draft is made by `diagnostics`, `hovers` and `actions`, where it stands by `positions`.
"""
