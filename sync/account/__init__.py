"""Who we are to Google, and the clients of one signed-in account."""
