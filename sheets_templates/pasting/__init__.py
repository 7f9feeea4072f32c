"""A school's own export becomes rows of the input tabs."""
