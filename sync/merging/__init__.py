"""What is wanted against what stands: the merge table and the change set; pure."""
