"""Find times: pure functions over values, no network, files, clock or environment."""
