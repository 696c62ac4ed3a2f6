"""Nothing but the import."""

import tensorflow as tf

print(tf.VERSION)
