"""`make drill`: meetings held through the real programs while these are killed at random. Not part of `make test`."""
