"""Message catalogues, words of enums, help of fields."""
