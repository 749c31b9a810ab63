"""What the desk knows and does: rules, verbs and the store. Never a widget."""
