"""Compare the rules of government quality awards and simulate their procedures."""
