"""What is known about TF 1.15's names, as data: what we put in their place, which are absent and why.

No TensorFlow is imported here. The tables:

* `overlay/*.csv`: `name,target` - TF 1.15's dotted name and the `module:attribute` (or `module`) of ours behind it.
* `private.csv`: `name,target` - further private paths that programs import.
* `tf115_private.txt.gz`: the public name behind each name of TF 1.15.5's private modules, recorded from it.
* `tf115_homes.txt.gz`: where names lived that its private modules imported and that today's no longer show.
* `absent.csv`: `name,reason,instead` - names (or whole trees, with `.*`) that are honestly absent.
* `absent_operations.csv`: `op,origin,instead,here` - operations of TF 1.15's that are not registered today.
* `operations.txt.gz`: the operations that all of them register.
* `tf115_allowed_types.txt.gz`: the dtypes that each of TF 1.15.5's operations took, recorded from it.
* `differences.csv`: `name,difference` - names that are here and differ in something.
* `numpy_gone.txt`: names of TF 1.15's NumPy that are gone and not given back.
* `face/`: which names the face answers to, and what its functions take; see `face_table`.
* `tf115_names.txt.gz`: every public name of TF 1.15.5, recorded from it.
"""

from tfgraph_dnn.symbols.tables import (
    Absence,
    AbsentOperation,
    absence,
    absent_names,
    absent_operation,
    allowed_types,
    differences,
    nearest,
    numpy_gone,
    only_showed,
    operations,
    overlay,
    private_paths,
    recorded_homes,
    recorded_private_paths,
    tf115_names,
)

__all__ = [
    "Absence",
    "AbsentOperation",
    "absence",
    "absent_names",
    "absent_operation",
    "allowed_types",
    "differences",
    "nearest",
    "numpy_gone",
    "only_showed",
    "operations",
    "overlay",
    "private_paths",
    "recorded_homes",
    "recorded_private_paths",
    "tf115_names",
]
