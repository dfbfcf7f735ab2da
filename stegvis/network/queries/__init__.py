"""What is read of networks, offers, starting up and training."""
