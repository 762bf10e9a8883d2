"""The fault drill: a loopback newsroom, nights with one fault each, and what must hold after every one of them."""
