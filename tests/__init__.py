"""The tests mirror the rooms; `newsroom` is the example that they and the demo share."""
