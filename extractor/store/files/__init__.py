"""Records in files: one table a file (CSV, Excel, Parquet), documents (JSON Lines), linked data, sheets of other systems."""
