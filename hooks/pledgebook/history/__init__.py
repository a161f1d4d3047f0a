"""What has been published: snapshots, the ledger, translation memory, addresses, word differences, allowed signers."""
