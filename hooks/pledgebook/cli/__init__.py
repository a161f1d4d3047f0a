"""The command `pledgebook`."""
