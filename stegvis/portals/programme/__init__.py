"""Showing a programme on a page: rich text, blocks, and paper sheets. Knows no reader and keeps nothing."""
