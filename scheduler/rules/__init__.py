"""One rule a file: how it is posted, the sentence that says it, the check that confirms it."""
