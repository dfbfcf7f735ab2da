"""What leaves and enters: files, letters, log-in federation. Empty until it is built."""
