"""TF 1.x programs, TF 1.15.5 runs them too: `make(...)` builds one and returns its step, a callable without arguments."""
