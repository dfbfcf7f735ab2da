"""Settings, addresses, tasks, the database server and the `stegvis` command. Knows every room; none knows it."""
