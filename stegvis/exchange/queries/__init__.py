"""What is read in the exchange room."""
