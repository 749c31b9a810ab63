"""The watch as a whole."""
