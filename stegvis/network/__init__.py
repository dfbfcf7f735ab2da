"""Networks, the directory of offers and help for a team to start. Empty until it is built."""
