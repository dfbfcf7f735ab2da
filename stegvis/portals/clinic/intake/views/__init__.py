"""The pages, one subject a file: guard, form, action or query, template."""
