"""Plain values of the face."""

# The version whose behaviour the face has; programs print it and compare with it.
VERSION = "1.15.5"
