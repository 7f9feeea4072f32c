"""What else a command may ask for beside the story of a week: one file an errand."""
