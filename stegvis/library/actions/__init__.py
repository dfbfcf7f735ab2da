"""What may be done in the library, one verb a file."""
