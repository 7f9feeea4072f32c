"""What somebody asks of single activities, and what she types or pastes into the input."""
