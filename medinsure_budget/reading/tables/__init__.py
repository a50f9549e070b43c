"""Tables: grids joined, headed, recognised and read into statements."""
