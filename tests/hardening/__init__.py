"""Attacks on every step, as data; what nobody may see, do or reach through them."""
