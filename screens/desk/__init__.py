"""The guide desk on screen."""
