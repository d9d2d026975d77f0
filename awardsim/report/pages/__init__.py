"""What is put before others: two pages, a workbook and a page for a browser, of one material."""
