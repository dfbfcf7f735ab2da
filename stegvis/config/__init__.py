"""Settings, addresses, tasks, database server, the `stegvis` command. Knows every room; none knows it."""
