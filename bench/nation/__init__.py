"""England's size as registration data set 1: our figures beside the bare read, pandas and Spark."""
