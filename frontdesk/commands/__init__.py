"""What the command line does without a screen; nothing here imports Textual."""
