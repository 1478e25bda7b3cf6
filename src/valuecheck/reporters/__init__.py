"""One file per output format. Each gets a `Report`, and nothing else, and writes to a stream."""
