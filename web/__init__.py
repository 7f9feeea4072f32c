"""Pages: a Schedule becomes rows, rows become HTML."""
