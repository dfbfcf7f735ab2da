"""What else there is nearby, for everybody: a search by place and need, and each offer on a page of its own."""
