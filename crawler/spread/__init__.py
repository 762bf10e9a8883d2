"""Spreading work over processes and machines. Off by default; what reads and judges knows nothing of it."""
