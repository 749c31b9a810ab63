"""The telephone on screen: the ring, the call with its script, what was before, the lists."""
