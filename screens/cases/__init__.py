"""The screens of everything with a deadline: its form, its page, the lists, what can be done."""
