"""File formats, each read into pages of lines and grids; nothing here knows what a budget is."""
