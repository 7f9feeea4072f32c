"""Tabs become a District, with every fault at its cell."""
