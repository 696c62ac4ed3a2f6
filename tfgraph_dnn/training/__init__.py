"""Training as TF 1.15 had it, and small helpers for what programs write by hand around it."""
