"""What content systems export: Arc, WordPress, schema.org."""
