"""What may be read of the library, one noun a file."""
