"""What an event of ours says, carries and is called; pure."""
