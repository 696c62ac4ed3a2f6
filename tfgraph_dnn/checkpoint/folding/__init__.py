"""Batch normalization folded into the layers before it, for inference: fewer operations, the same outputs.

>>> from tfgraph_dnn import checkpoint
>>> checkpoint.fold("checkpoints/contrib_batch_norm_adam", dry_run=True).tensors
6
"""
