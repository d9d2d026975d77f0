"""Several editions in a row: who is barred from which, and what becomes of a lasting population."""
