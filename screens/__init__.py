"""What people see and press. Thin: no query, no rule."""
