"""Networks and events for everybody: who belongs, what is coming, signing up and giving the seat back."""
