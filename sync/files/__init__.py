"""Files in and out: CSV, XLSX, and saved values."""
