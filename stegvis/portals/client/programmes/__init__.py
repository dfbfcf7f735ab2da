"""The client's pages of a programme: reading it, writing in it, sending it, printing it."""
