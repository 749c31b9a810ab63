"""Complaints and every other form with a deadline (C1 to C10)."""
