"""Account scripts, and what real servers make of them."""
