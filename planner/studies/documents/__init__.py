"""Studies as people read them: from the result of a study to a summary, pages and tables."""
