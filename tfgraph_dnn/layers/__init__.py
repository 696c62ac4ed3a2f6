"""tf.layers as TF 1.15 had it, on TensorFlow ops and `get_variable`; one family a file."""
