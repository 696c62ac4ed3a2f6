"""The import mapping, with a light face in TensorFlow's place: who sees it, who does not, and what comes back."""

import builtins
import importlib
import pickle
import sys
import threading
import types

import pytest

import tfgraph_dnn.run as run_room
from tfgraph_dnn.errors import AbsentModuleError
from tfgraph_dnn.run import mapping as mapping_module
from tfgraph_dnn.run.mapping import Mapping


class LightFace(types.ModuleType):
    """A face module with a few names; any submodule but `absent` exists."""

    made: dict = {}

    def __init__(self, name):
        super().__init__(name)
        self.__path__ = []
        self.__all__ = ["Session"]
        self.Session = name + ".Session"

    def __getattr__(self, name):
        if name.startswith(("absent", "__")):
            raise AttributeError(f"{name} is not a name of TF 1.15")
        return self.of(f"{self.__name__}.{name}")

    @classmethod
    def of(cls, path):
        if "absent" in path:
            raise AbsentModuleError(f"No module named {path!r}", name=path)
        return cls.made.setdefault(path, cls(path))


@pytest.fixture
def mapping(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    mapping = Mapping([tmp_path])
    mapping._face_of = LightFace.of
    mapping.insert()
    yield mapping
    mapping.remove()
    for name, module in list(sys.modules.items()):
        if str(tmp_path) in str(getattr(module, "__file__", None) or getattr(module, "__path__", "")):
            del sys.modules[name]


def run(mapping, text, **names):
    names["__builtins__"] = mapping.builtins
    exec(text, names)
    return names


TF = LightFace.of("tensorflow")


@pytest.mark.parametrize(
    ("statement", "name", "path"),
    [
        ("import tensorflow as tf", "tf", "tensorflow"),
        ("import tensorflow", "tensorflow", "tensorflow"),
        ("import tensorflow.contrib.layers", "tensorflow", "tensorflow"),
        ("import tensorflow.contrib.slim as slim", "slim", "tensorflow.contrib.slim"),
        ("import tensorflow.compat.v1 as tf", "tf", "tensorflow.compat.v1"),
        ("from tensorflow import contrib", "contrib", "tensorflow.contrib"),
        ("from tensorflow.python.framework import ops", "ops", "tensorflow.python.framework.ops"),
        ("from tensorflow.examples.tutorials import mnist", "mnist", "tensorflow.examples.tutorials.mnist"),
        ("tf = __import__('tensorflow')", "tf", "tensorflow"),
        ("tf = __import__('tensorflow.contrib.layers')", "tf", "tensorflow"),
        ("tf = __import__('tensorflow.contrib', fromlist=['layers'])", "tf", "tensorflow.contrib"),
        ("import importlib; tf = importlib.import_module('tensorflow.contrib.x')", "tf", "tensorflow.contrib.x"),
        ("from importlib import import_module as f; tf = f('.x', 'tensorflow.contrib')", "tf", "tensorflow.contrib.x"),
        ("import importlib.util, importlib; tf = importlib.import_module('tensorflow')", "tf", "tensorflow"),
        ("exec('import tensorflow as tf')", "tf", "tensorflow"),
        ("tf = eval('__import__(\"tensorflow\")')", "tf", "tensorflow"),
        ("d = {}\nexec('import tensorflow as tf', d)\ntf = d['tf']", "tf", "tensorflow"),
        ("def f():\n  import tensorflow as tf\n  return tf\ntf = f()", "tf", "tensorflow"),
        ("class C:\n  import tensorflow as tf\ntf = C.tf", "tf", "tensorflow"),
        ("f = lambda: __import__('tensorflow')\ntf = f()", "tf", "tensorflow"),
        ("import builtins; tf = builtins.__import__('tensorflow')", "tf", "tensorflow"),
        ("try:\n  import tensorflow.absent\nexcept ImportError:\n  import tensorflow as tf", "tf", "tensorflow"),
    ],
)
def test_every_way_to_import(mapping, statement, name, path):
    assert run(mapping, statement)[name] is LightFace.of(path)


def test_star_import(mapping):
    assert run(mapping, "from tensorflow import *")["Session"] == "tensorflow.Session"


def test_absent_names(mapping):
    with pytest.raises(ImportError, match="cannot import name 'absent_thing' from 'tensorflow.contrib': .*not a name"):
        run(mapping, "from tensorflow.contrib import absent_thing")
    with pytest.raises(ModuleNotFoundError, match="tensorflow.absent"):
        run(mapping, "import tensorflow.absent.layers")
    assert run(mapping, "import tensorflow as tf\nx = hasattr(tf, 'absent')")["x"] is False


def test_modules_beside_are_mapped_and_libraries_are_not(mapping, tmp_path, monkeypatch):
    (tmp_path / "beside.py").write_text("import tensorflow as tf\nfrom pack import inner\n")
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "__init__.py").write_text("")
    (tmp_path / "pack" / "inner.py").write_text("from . import other\nimport tensorflow.contrib as c\n")
    (tmp_path / "pack" / "other.py").write_text("def late():\n  import tensorflow as tf\n  return tf\n")
    (tmp_path / "namespace").mkdir()
    (tmp_path / "namespace" / "leaf.py").write_text("import tensorflow as tf\n")
    names = run(mapping, "import beside, namespace.leaf as leaf")
    assert names["beside"].tf is TF is names["leaf"].tf
    assert names["beside"].inner.c is LightFace.of("tensorflow.contrib")
    assert names["beside"].inner.other.late() is TF
    assert "tensorflow" not in vars(sys.modules["json"])
    library = types.ModuleType("library")
    exec("def look():\n  import tensorflow.contrib", vars(library))
    monkeypatch.setitem(sys.modules, "tensorflow", types.ModuleType("tensorflow"))
    with pytest.raises(ImportError):
        library.look()
    assert not any(isinstance(module, LightFace) for module in sys.modules.values())


def test_threads_and_later_calls(mapping):
    names = run(mapping, "def f():\n  global tf\n  import tensorflow as tf")
    thread = threading.Thread(target=names["f"])
    thread.start()
    thread.join()
    assert names["tf"] is TF


def test_reload_and_source_of_a_mapped_module(mapping, tmp_path):
    (tmp_path / "again.py").write_text("import tensorflow as tf\n\ndef f():\n    return 1 / 2\n")
    names = run(mapping, "import again, importlib, inspect\nimportlib.reload(again)\ntext = inspect.getsource(again.f)")
    assert names["again"].tf is TF
    assert names["text"] == "def f():\n    return 1 / 2\n"
    assert not (tmp_path / "__pycache__").exists(), "rewritten code must never be found by another Python"
    text = "from importlib import reload\nimport tensorflow as t, numpy as np\nx = [reload(t) is t, reload(np) is np]"
    assert run(mapping, text)["x"] == [True, True]


def test_remove_restores_everything(tmp_path):
    np = pytest.importorskip("numpy")
    before = (list(sys.meta_path), dict(vars(builtins)), np.get_printoptions(), dict(sys.modules))
    namespace = {"__builtins__": builtins}
    bare = {}
    mapping = Mapping([tmp_path])
    mapping.enter(namespace)
    mapping.enter(bare)
    mapping.insert()
    exec("import numpy as np, time; t = time.clock()", namespace)
    exec("import time; t = time.clock()", bare)
    assert repr([np.float32(1.5)]) == "[1.5]"
    mapping.remove()
    assert (list(sys.meta_path), dict(vars(builtins)), np.get_printoptions(), dict(sys.modules)) == before
    assert namespace["__builtins__"] is builtins and "__builtins__" not in bare
    with pytest.raises(AttributeError):
        exec("import time; time.clock()", namespace)


def test_install_and_uninstall(monkeypatch):
    monkeypatch.setattr(mapping_module, "_current", None)
    first, second = {}, {}
    mapping = run_room.install(first, beside=[])
    mapping._face_of = LightFace.of
    assert run_room.install(second, beside=[], also=["one"]) is mapping is run_room.installed()
    assert mapping.territory.also == {"one"}
    for names in (first, second):
        exec("import tensorflow as tf", names)
        assert names["tf"] is TF
    run_room.uninstall()
    assert run_room.installed() is None
    run_room.uninstall()
    assert "__builtins__" not in first or first["__builtins__"] is not mapping.builtins


def test_also_names_a_package_elsewhere(tmp_path, monkeypatch):
    elsewhere = tmp_path / "site-packages"
    (elsewhere / "lib_a" / "sub").mkdir(parents=True)
    for path in ("lib_a/__init__.py", "lib_a/sub/__init__.py", "lib_a/other.py", "lib_b.py"):
        (elsewhere / path).write_text("import tensorflow as tf\n")
    monkeypatch.syspath_prepend(elsewhere)
    monkeypatch.setitem(sys.modules, "tensorflow", types.ModuleType("tensorflow"))
    for also, seen in ((["lib_a"], {"lib_a", "lib_a.sub", "lib_a.other"}), (["lib_a.sub"], {"lib_a.sub"}), ([], set())):
        mapping = Mapping([], also)
        mapping._face_of = LightFace.of
        mapping.insert()
        try:
            loaded = {n: importlib.import_module(n) for n in ("lib_a", "lib_a.sub", "lib_a.other", "lib_b")}
            assert {name for name, module in loaded.items() if module.tf is TF} == seen
        finally:
            mapping.remove()
            for name in ("lib_a", "lib_a.sub", "lib_a.other", "lib_b"):
                sys.modules.pop(name, None)


def test_pickle_of_a_mapped_modules_class(mapping, tmp_path):
    (tmp_path / "shapes.py").write_text("class Box:\n    def __init__(self, x): self.x = x\n")
    names = run(mapping, "import shapes, pickle\ny = pickle.loads(pickle.dumps(shapes.Box(3)))")
    assert names["y"].x == 3
    assert pickle.loads(pickle.dumps(names["y"])).x == 3


def test_the_programs_builtins_follow_pythons(mapping):
    names = run(mapping, "x = len([1]), __builtins__.print, open, __builtins__")
    assert names["x"][:3] == (1, print, open)
    ours, real = vars(names["x"][3]), vars(builtins)
    changed = {name for name in real if ours[name] is not real[name]}
    assert changed == {"__import__", "sum", "round"}
    assert all(name.startswith("@") for name in set(ours) - set(real))
