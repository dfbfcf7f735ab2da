"""What is filled in on these pages, one subject a file."""
