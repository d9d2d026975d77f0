"""What happened in simulated editions, as event logs that tools for process mining open."""
