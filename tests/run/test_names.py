"""Every row of names.csv, and the stand-in modules themselves."""

import importlib
import sys
import types

import pytest

from tfgraph_dnn.run import substitutes
from tfgraph_dnn.run.mapping import Mapping

ROWS = list(substitutes.rows().values())


@pytest.fixture(scope="module")
def mapping():
    mapping = Mapping()
    yield mapping
    mapping.remove()


def run(mapping, text, **names):
    names["__builtins__"] = mapping.builtins
    exec(text, names)
    return names


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_row(row, mapping):
    """The name answers in a program, by attribute and by `from`, and what answers is what the row says."""
    module, _, attribute = row.name.rpartition(".")
    try:
        names = run(mapping, f"import {module} as m\na = m.{attribute}\nfrom {module} import {attribute} as x")
    except ModuleNotFoundError as error:
        assert error.name == module.partition(".")[0]
        pytest.skip(f"{error.name} is not installed")
    real = vars(sys.modules[module]).get(attribute) if module in sys.modules else None
    provided = real is not None and row.when == "absent"
    assert names["x"] is (real if provided else substitutes._load(row.target))
    assert names["a"] is names["x"]


def test_rows_are_well_formed():
    assert all(row.when in ("absent", "always") and row.since for row in ROWS)
    assert all(row.target.count(":") <= 1 for row in ROWS)


def test_other_modules_do_not_see_the_names(mapping):
    import numpy

    names = run(mapping, "import numpy as np; np.int; np.infty")
    assert names["np"] is not numpy
    assert not hasattr(numpy, "int") and sys.modules["numpy"] is numpy
    assert run(mapping, "import numpy as np")["np"] is names["np"], "one stand-in for all modules of the program"
    assert isinstance(numpy.zeros(1), names["np"].ndarray)
    assert isinstance(names["np"], types.ModuleType) and names["np"].random is numpy.random


def test_submodules_pass_through(mapping):
    import numpy

    names = run(mapping, "import numpy.linalg, collections.abc, numpy.random as r\nfrom numpy.linalg import norm")
    assert names["numpy"].linalg is numpy.linalg
    assert names["r"].rand is numpy.random.rand
    assert names["norm"] is numpy.linalg.norm
    assert names["collections"].abc is importlib.import_module("collections.abc")


def test_star_import(mapping):
    names = run(mapping, "from numpy import *\nfrom collections import *")
    assert names["infty"] == float("inf")
    assert not {"int", "float", "bool", "max", "round", "abs"} & set(names), "hidden builtins"
    assert names["OrderedDict"].__module__ == "collections"


def test_setting_a_name_reaches_the_real_module(mapping):
    import time

    try:
        run(mapping, "import time\ntime.invented = 7")
        assert time.invented == 7
    finally:
        run(mapping, "import time\ndel time.invented")
    assert not hasattr(time, "invented")


def test_a_name_that_never_was(mapping):
    with pytest.raises(AttributeError, match="module 'numpy' has no attribute 'never'"):
        run(mapping, "import numpy as np\nnp.never")
    with pytest.raises(ImportError, match="never"):
        run(mapping, "from numpy import never")
    with pytest.raises(ModuleNotFoundError, match="numpy.never"):
        run(mapping, "import numpy.never")


def test_a_library_that_is_missing_is_missing(mapping, monkeypatch):
    class Nowhere:
        def find_spec(self, name, path=None, target=None):
            if name == "scipy":
                raise ModuleNotFoundError("No module named 'scipy'", name="scipy")

    for name in [name for name in sys.modules if name.partition(".")[0] == "scipy"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Nowhere(), *sys.meta_path])
    with pytest.raises(ModuleNotFoundError, match="scipy"):
        run(mapping, "from scipy.misc import imread")
    with pytest.raises(ModuleNotFoundError, match="scipy"):
        run(mapping, "import scipy.misc")


def test_a_gone_submodule_of_a_library(mapping, monkeypatch):
    """As SciPy without `scipy.misc` and scikit-learn without `cross_validation`."""
    scipy, misc = types.ModuleType("scipy"), "tfgraph_dnn.run.legacy_scipy"
    scipy.__path__ = []
    monkeypatch.setitem(sys.modules, "scipy", scipy)
    fresh = Mapping()
    for text in ("import scipy.misc\nf = scipy.misc.imresize", "from scipy import misc\nf = misc.imresize"):
        assert run(fresh, text)["f"].__module__ == misc
    assert run(fresh, "from scipy.misc import imread as f")["f"].__module__ == misc
    sklearn, selection = types.ModuleType("sklearn"), types.ModuleType("sklearn.model_selection")
    sklearn.__path__ = []
    monkeypatch.setitem(sys.modules, "sklearn", sklearn)
    monkeypatch.setitem(sys.modules, "sklearn.model_selection", selection)
    selection.train_test_split = object()
    found = run(fresh, "from sklearn.cross_validation import train_test_split as f")["f"]
    assert found is selection.train_test_split


def test_a_module_of_the_program_with_such_a_name_is_its_own(tmp_path, monkeypatch):
    (tmp_path / "cgi.py").write_text("escape = 'mine'\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "cgi", raising=False)
    mapping = Mapping([tmp_path])
    mapping.insert()
    try:
        assert run(mapping, "import cgi\nx = cgi.escape")["x"] == "mine"
    finally:
        mapping.remove()
        sys.modules.pop("cgi", None)


def test_legacy_python():
    from tfgraph_dnn.run import legacy_python as old

    def f(a, b=2, *c, **d):
        pass

    assert old.getargspec(f) == (["a", "b"], "c", "d", (2,))
    assert sorted(old.sample({1, 2, 3}, 3)) == [1, 2, 3]
    assert old.randint(3.0, 3.0) == 3 and old.randrange(1.0) == 0
    items = list(range(9))
    old.shuffle(items, lambda: 0.0)
    assert sorted(items) == list(range(9)) and items != list(range(9))
    version = old.LooseVersion
    assert version("1.10.0") > version("1.9") >= "1.9" and version("1.15.5") == "1.15.5"
    assert version("1.0") < version("1.0rc1") and str(version("2.0b1")) == "2.0b1"


def test_images_of_scipy_misc(tmp_path):
    pytest.importorskip("PIL")
    import numpy as np

    from tfgraph_dnn.run import legacy_scipy as misc

    picture = np.arange(48, dtype=np.uint8).reshape(4, 4, 3) * 5
    misc.imsave(str(tmp_path / "x.png"), picture)
    assert (misc.imread(str(tmp_path / "x.png")) == picture).all()
    assert misc.imresize(picture, (2, 3)).shape == (2, 3, 3)
    assert misc.imresize(picture, 0.5).shape == (2, 2, 3) and misc.imresize(picture, 50).shape == (2, 2, 3)
    assert misc.bytescale(np.array([0.0, 0.5, 1.0])).tolist() == [0, 128, 255]
