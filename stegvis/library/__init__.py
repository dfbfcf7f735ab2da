"""The library: programmes that were published, and (later) topics, publications, news and learning chapters."""
