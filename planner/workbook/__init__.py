"""Everything that reads or writes Excel: the schema of the workbook, its cells, tables, template and reader."""
