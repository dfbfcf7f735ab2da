"""Pages, forms and templates. Asks queries and calls actions; never saves a model."""
