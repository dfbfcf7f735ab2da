"""The pages of a therapist's day, one noun a file."""
