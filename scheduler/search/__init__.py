"""Times are found: what is looked for, how it is cut, and the model that is solved."""
