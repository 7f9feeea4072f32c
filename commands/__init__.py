"""One file per command group: click in, text out, no decisions."""
