"""What is looked up in many drafts with textacy: where words stand and who says them, and how long drafts are."""
