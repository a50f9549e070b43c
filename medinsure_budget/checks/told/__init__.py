"""What the text says, joined to the tables by content."""
