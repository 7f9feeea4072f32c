"""Settings and professional-learning structures read from TOML."""
