"""The command line: the one place that prints and that turns endings into exit statuses."""
