"""How fast programs run here, beside TF 1.15.5 and others: `python -m benchmarks --help`."""
