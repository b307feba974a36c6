"""What programs for documents write: Word, OpenDocument, Rich Text, PDF, electronic mail."""
