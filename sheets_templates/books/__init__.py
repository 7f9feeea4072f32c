"""The tabs of each workbook the program keeps, and who reads it."""
