"""Dates and notices (AWS2xx): times that the text demands against the dates that it sets."""
