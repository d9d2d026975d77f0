"""What is assumed, changed and chosen about one edition under one text."""
