"""The pages as a site: routes, who sees what, the door, and what they may ask for."""
