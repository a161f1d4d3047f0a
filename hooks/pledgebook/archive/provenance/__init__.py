"""What the archive is made from and with."""
