"""Whole workbooks: which tabs each has, the requests that make them and bring older ones up to date."""
