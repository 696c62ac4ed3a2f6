"""Names of variables: what one generation of TF 1.x calls otherwise than another, as data, and its application."""
