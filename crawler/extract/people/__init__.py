"""People: officials with their positions, who speaks, who is accused, and the institutions."""
