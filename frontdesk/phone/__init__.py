"""The telephone and every other channel by which people reach the desk."""
