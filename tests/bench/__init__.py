"""Speed: what `make bench` measures."""
