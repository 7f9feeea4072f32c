"""What is told on paper, on a page or in a file: lists, reports and what everybody would be sent."""
