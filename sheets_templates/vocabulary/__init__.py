"""What every workbook is said in: tabs, columns, cells, choices, looks, charts, places."""
