"""The guide desk: who comes, who waits, what is due."""
