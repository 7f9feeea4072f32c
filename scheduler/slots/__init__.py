"""The slots an activity could take, and what took the others away."""
