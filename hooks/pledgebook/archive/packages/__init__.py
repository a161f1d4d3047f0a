"""The packages that an archive is handed."""
