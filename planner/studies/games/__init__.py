"""Cost games: how those who plan together may divide what it costs, and who would rather leave."""
