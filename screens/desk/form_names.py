"""What the forms of the guide desk are called where they are parked."""

FORM = "visitor"
