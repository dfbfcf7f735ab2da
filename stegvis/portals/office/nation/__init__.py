"""Pages of a national body: the nation, its places, the comparison, and the bundles that all of it is made of."""
