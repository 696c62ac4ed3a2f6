"""`tf.contrib`: TF 1.15's names and arguments, translated to `layers`, `ops` and `training`."""
