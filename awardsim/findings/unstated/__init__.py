"""What is left open or half said (AWS3xx), and somebody will have to decide."""
