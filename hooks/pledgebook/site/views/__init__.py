"""What each page shows, worked out of the book: plain values with no words of their own and no markup."""
