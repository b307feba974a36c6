"""What became of drafts, kept from one run to the next for as long as nothing that it depends on has changed."""
