"""Plain values of the face."""

# The version whose behaviour the face has; programs print it and compare with it.
VERSION = "1.15.5"
# Of the Keras that came with it.
KERAS_VERSION = "2.2.4-tf"
