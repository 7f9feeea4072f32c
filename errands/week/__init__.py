"""A coach's week, from the Friday run over the draft she ticks to the Monday brief."""
