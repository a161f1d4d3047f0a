"""What has been published: snapshots, the ledger, translation memory, published URLs, word differences."""
