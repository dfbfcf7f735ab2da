"""Topics, publications, evidence, news and learning chapters. Empty until the library is built."""
