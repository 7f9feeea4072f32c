"""What the pages look up and may ask for."""
