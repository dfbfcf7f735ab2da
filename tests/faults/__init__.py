"""The fault harness itself: it finds what is wrong where something is, and nothing where nothing is."""
