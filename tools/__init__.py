"""What makes the files that are generated; not part of the product."""
