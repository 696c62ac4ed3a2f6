"""The same nets in PyTorch, Keras and NumPy: `make(...)` returns the step, as in `programs`."""
