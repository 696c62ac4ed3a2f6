"""Tensors in, tensors out: what forward graphs are made of, node for node as TF 1.15 made them."""
