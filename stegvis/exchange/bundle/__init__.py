"""An aggregate bundle: one organisation's figures of one year, published, and signed. Touches no table."""
