"""What a schedule costs: each wish posted for the search and priced for the referee."""
