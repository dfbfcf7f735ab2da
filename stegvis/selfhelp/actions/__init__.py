"""What may be done with programmes taken, one verb a file."""
