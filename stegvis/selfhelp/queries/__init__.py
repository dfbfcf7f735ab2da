"""What may be read of programmes taken, one noun a file."""
