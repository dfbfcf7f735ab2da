"""The data set of a study: who is in it under which pseudonyms, its tables, and codebook. Decides on no consent."""
