"""What people are told of a schedule and of what took place: counted, without names where none are due."""
