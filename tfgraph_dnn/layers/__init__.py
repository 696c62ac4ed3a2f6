"""tf.layers as TF 1.15 had it, on TensorFlow ops and `get_variable`; one family a file.

`base` is `tf.layers.Layer`, with `weights` (scopes, variables, reuse), `bookkeeping` (losses, updates), `naming`,
`input_spec` and `nodes`; a family makes its variables in `build` and its ops in `call`. The face takes the names from
`symbols/overlay/layers.csv`.
"""


def __dir__() -> list[str]:
    # The face shows this package as `tf.layers`; its files are no names of TF 1.15.
    return []
