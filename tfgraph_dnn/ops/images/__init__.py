"""Images with TF 1.15's operations, under the names it had for them in `tf.image`."""
