"""Every schedule is checked and priced again, without the search."""
