"""`tf.contrib.training.bucket`; see `tfgraph_dnn.training.buckets`."""

from tfgraph_dnn.training.buckets import bucket, bucket_by_sequence_length

__all__ = ["bucket", "bucket_by_sequence_length"]
