"""Showing a page of the library: its blocks, its parts and its files. Knows no reader and keeps nothing."""
