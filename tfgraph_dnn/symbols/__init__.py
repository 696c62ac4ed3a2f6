"""What is known about TF 1.15's names, as data: what we put in their place, which are absent and why.

No TensorFlow is imported here. The tables:

* `overlay/*.csv`: `name,target` - TF 1.15's dotted name and the `module:attribute` (or `module`) of ours behind it.
* `private.csv`: `name,target` - paths below `tensorflow.python` that programs import and that have moved since.
* `absent.csv`: `name,reason,instead` - names (or whole trees, with `.*`) that are honestly absent.
* `tf115_names.txt.gz`: every public name of TF 1.15.5, recorded from it.
"""

from tfgraph_dnn.symbols.tables import (
    Absence,
    absence,
    nearest,
    overlay,
    private_paths,
    tf115_names,
)

__all__ = ["Absence", "absence", "nearest", "overlay", "private_paths", "tf115_names"]
