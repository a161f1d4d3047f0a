"""The standards that an archive's packages follow: BagIt, WACZ with WARC, E-ARK SIP with METS, PREMIS, Dublin Core."""
