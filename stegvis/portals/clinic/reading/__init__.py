"""Something to read or to go to: looked for in the library and the directory, and given to a client."""
