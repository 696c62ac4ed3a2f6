"""Writing: TensorFlow's own bytes, every name and type, and nothing half done."""

import os
import shutil
import signal
import subprocess
import sys
import time

import ml_dtypes
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.checkpoint.conftest import ROOT
from tfgraph_dnn import checkpoint
from tfgraph_dnn.checkpoint import writer
from tfgraph_dnn.checkpoint.draft import Value
from tfgraph_dnn.errors import CheckpointError

OWN = ("contrib_batch_norm_adam", "convolution_rmsprop", "dense_momentum", "lstm_gru_adagrad")
TYPES = {
    **{name: np.dtype(name) for name in (
        "float16", "float32", "float64", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64",
        "bool", "complex64", "complex128",
    )},
    **{name: np.dtype(getattr(ml_dtypes, name)) for name in ("bfloat16", "float8_e5m2", "float8_e4m3fn")},
}  # fmt: skip
# TensorFlow writes slices of these, and cannot put them together.
NOT_SLICED = ("float16", "uint16", "uint32", "uint64", "float8_e5m2", "float8_e4m3fn")


@pytest.fixture(scope="module")
def load():
    """TensorFlow's reader: prefix -> {name: array}."""
    from tests.checkpoint.todays_tensorflow import load

    return load


def _bits(array):
    if isinstance(array, bytes):  # what TensorFlow makes of a scalar
        return [array]
    array = np.asarray(array)
    return array.ravel().tolist() if array.dtype == object else array.tobytes()


@pytest.mark.parametrize("name", OWN)
def test_the_bytes_are_those_of_the_saver(checkpoints, tmp_path, name):
    written = checkpoint.write(tmp_path / "again", checkpoint.open(checkpoints / name))
    for ending in (".index", ".data-00000-of-00001"):
        assert (tmp_path / f"again{ending}").read_bytes() == (checkpoints / name / f"model.ckpt{ending}").read_bytes()
    assert written.prefix == str(tmp_path / "again") and written.tensors == len(checkpoint.open(tmp_path))


@pytest.mark.parametrize("name", ("partitioned", "dtypes", "hash_table", "dnn_adam", "ema"))
def test_slices_and_strings_have_the_bytes_of_the_saver_too(shared, tmp_path, name):
    source = checkpoint.open(shared / "oracle_checkpoints" / name)
    checkpoint.write(tmp_path / "again", source)
    for path in source.files:
        with open(path, "rb") as file:
            assert (tmp_path / os.path.basename(path).replace("model.ckpt", "again")).read_bytes() == file.read()


def test_an_index_of_many_blocks_has_the_bytes_of_the_saver(tmp_path, load):
    from tests.checkpoint.todays_tensorflow import save

    names = [f"scope_{number % 7}/layer_{number:05d}/\xff\u20ac{'x' * (number % 90)}" for number in range(6000)]
    arrays = {name: np.float32(number) for number, name in enumerate(names)}
    save(tmp_path / "tf", arrays)
    checkpoint.write(tmp_path / "ours", arrays)
    for ending in (".index", ".data-00000-of-00001"):
        assert (tmp_path / f"ours{ending}").read_bytes() == (tmp_path / f"tf{ending}").read_bytes(), ending
    assert os.path.getsize(tmp_path / "tf.index") > 300 << 10


NAMES = st.one_of(
    st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=30),
    st.lists(st.sampled_from(["a", "b", "kernel", "\xff", "part_0"]), min_size=1, max_size=6).map("/".join),
).filter(lambda name: not name.startswith("\0"))


@st.composite
def values(draw):
    shape = tuple(draw(st.lists(st.integers(0, 5), max_size=4)))
    kind = draw(st.sampled_from([*TYPES, "string"]))
    count = int(np.prod(shape))
    if kind == "string":
        array = np.empty(count, object)
        array[:] = draw(st.lists(st.binary(max_size=200), min_size=count, max_size=count))
        return Value("string", shape, lambda: array.reshape(shape))
    seed = draw(st.integers(0, 2**32 - 1))
    raw = np.random.RandomState(seed).bytes(count * TYPES[kind].itemsize)
    array = np.frombuffer(bytes(byte & 1 for byte in raw) if kind == "bool" else raw, TYPES[kind]).reshape(shape)
    slices = ()
    if kind not in NOT_SLICED and shape and shape[0] > 1 and draw(st.booleans()):
        cut = draw(st.integers(1, shape[0] - 1))
        rest = ":-" * (len(shape) - 1)
        slices = (f"0,{cut}{rest}", f"{cut},{shape[0] - cut}{rest}")
    return Value(kind, shape, lambda: array, slices)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tensors=st.dictionaries(NAMES, values(), max_size=8))
def test_anything_comes_back_to_the_bit(tmp_path_factory, load, tensors):
    prefix = str(tmp_path_factory.mktemp("any") / "model.ckpt")
    checkpoint.write(prefix, tensors)
    back = checkpoint.open(prefix)
    assert set(back) == set(tensors) and back.problems() == [] and checkpoint.verify(prefix).problems == ()
    theirs = load(prefix)
    for name, value in tensors.items():
        expected = value.read()
        assert back.tensors[name].dtype == value.dtype and back.tensors[name].slices == value.slices
        for array in (back[name], theirs[name]):
            assert np.shape(array) == value.shape and _bits(array) == _bits(expected), name


def test_plain_numbers_texts_and_lists(tmp_path):
    prefix = tmp_path / "m"
    given = {"i": 3, "f": 0.5, "t": "caf\xe9", "b": b"\0a\0", "l": [[1, 2], [3, 4]], "texts": ["a", "bc"], "yes": True}
    big = np.arange(3, dtype=">f4")
    checkpoint.write(prefix, {**given, "big": big, "turned": np.arange(6.0).reshape(2, 3).T})
    back = checkpoint.open(prefix)
    assert back["t"].item() == "caf\xe9".encode() and back["b"].item() == b"\0a\0" and back["yes"].dtype == bool
    assert back["texts"].tolist() == [b"a", b"bc"] and back["l"].tolist() == [[1, 2], [3, 4]]
    assert back.tensors["big"].dtype == "float32" and back["big"].tolist() == [0, 1, 2]
    assert back["turned"].tolist() == [[0, 3], [1, 4], [2, 5]]


@pytest.mark.parametrize(
    ("tensors", "gist"),
    [
        ({"": 1}, "no tensor can be called ''"),
        ({"\0a": 1}, "no tensor can be called"),
        ({"\ud800": 1}, "no tensor can be called"),
        ({"a" * 20000: 1}, "no tensor can be called"),
        ({"d": np.array(["2020"], "datetime64[Y]")}, "d: no checkpoint holds values of NumPy's type datetime64"),
        ({"o": np.array([1, None], object)}, "o cannot be written: an item is neither bytes nor text: '1'"),
        ({"v": Value("float32", (2,), lambda: np.zeros(3, np.float32))}, r"shape [3], not [2]"),
        ({"v": Value("float32", (2,), lambda: np.zeros(2))}, "an array of float64 is no float32"),
        ({"v": Value("float32", (2,), lambda: np.zeros(2, np.float32), ("0,1",))}, "hold 1 values where"),
    ],
)
def test_what_cannot_be_written(tmp_path, tensors, gist):
    with pytest.raises(CheckpointError) as caught:
        checkpoint.write(tmp_path / "m", tensors)
    assert gist in str(caught.value) and caught.value.slug == "ckpt-not-written" and os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("target", "gist"),
    [
        ("there/m", "already"),
        ("nowhere/m", "there is no folder"),
        ("there", "names no checkpoint"),
        ("there/", "names no checkpoint"),
        ("x.index", "names one file of a checkpoint"),
        ("x.data-00000-of-00001", "Say "),
    ],
)
def test_where_nothing_can_be_written(tmp_path, target, gist):
    (tmp_path / "there").mkdir()
    checkpoint.write(tmp_path / "there/m", {"a": 1})
    before = sorted(os.listdir(tmp_path / "there"))
    with pytest.raises(CheckpointError) as caught:
        checkpoint.write(str(tmp_path) + "/" + target, {"a": 2})
    assert gist in str(caught.value) and sorted(os.listdir(tmp_path / "there")) == before
    assert checkpoint.open(tmp_path / "there/m")["a"] == 1


def test_replacing(tmp_path, checkpoints):
    for name in ("model.ckpt", "model.ckpt.meta"):
        (tmp_path / name).write_bytes((checkpoints / "dense_momentum_v1" / name).read_bytes())
    prefix = tmp_path / "model.ckpt"
    checkpoint.write(prefix, checkpoint.open(prefix), replace=True, meta=f"{prefix}.meta")
    data = "model.ckpt.data-00000-of-00001"
    assert sorted(os.listdir(tmp_path)) == [data, "model.ckpt.index", "model.ckpt.meta"]
    assert checkpoint.compare(checkpoint.open(prefix), checkpoint.open(checkpoints / "dense_momentum")).same == 13
    checkpoint.write(prefix, {"a": 1}, replace=True)
    assert sorted(os.listdir(tmp_path)) == [data, "model.ckpt.index"] and list(checkpoint.open(prefix)) == ["a"]
    checkpoint.write(prefix, {"b": 1}, replace=True, state=True)
    (tmp_path / "other").write_text("mine")  # a file of the prefix's name is no part of a checkpoint
    checkpoint.write(tmp_path / "other", {"c": 1}, state=True)
    assert (tmp_path / "other").read_text() == "mine" and checkpoint.open(tmp_path).prefix == str(tmp_path / "other")
    kept = ['all_model_checkpoint_paths: "model.ckpt"', 'all_model_checkpoint_paths: "other"']
    assert (tmp_path / "checkpoint").read_text().splitlines() == ['model_checkpoint_path: "other"', *kept]


def test_the_disk_is_full(tmp_path, monkeypatch):
    checkpoint.write(tmp_path / "m", {"a": 1})
    appended = writer._Data._append

    def full(self, key, kind, shape, array):
        if key == b"c":
            raise OSError(28, "No space left on device")
        appended(self, key, kind, shape, array)

    monkeypatch.setattr(writer._Data, "_append", full)
    with pytest.raises(CheckpointError, match=r"m was not written: No space left on device") as caught:
        checkpoint.write(tmp_path / "m", {"b": 1, "c": 2}, replace=True)
    assert caught.value.slug == "ckpt-not-written"
    assert sorted(os.listdir(tmp_path)) == ["m.data-00000-of-00001", "m.index"]
    assert checkpoint.open(tmp_path / "m")["a"] == 1


def test_what_is_read_back_is_compared(tmp_path, monkeypatch):
    import builtins

    class Lossy:
        def __init__(self, path):
            self.file = builtins.open(path, "xb")  # noqa: SIM115

        def write(self, buffer):
            self.file.write(bytes(buffer).replace(b"\7", b"\6"))

        def __enter__(self):
            return self.file.__enter__()

        def __exit__(self, *error):
            return self.file.__exit__(*error)

        def __getattr__(self, name):
            return getattr(self.file, name)

    monkeypatch.setattr(writer, "open", lambda path, mode: Lossy(path), raising=False)
    with pytest.raises(CheckpointError):
        checkpoint.write(tmp_path / "m", {"a": np.arange(20)})
    assert os.listdir(tmp_path) == []


def test_a_value_that_changes_while_it_is_written_is_noticed(tmp_path, monkeypatch):
    from tfgraph_dnn.checkpoint import contents

    monkeypatch.setattr(contents, "encoded", lambda a, kind, real=contents.encoded: real(a + np.float32(1), kind))
    with pytest.raises(CheckpointError, match="not what is read back: a"):
        checkpoint.write(tmp_path / "m", {"a": np.zeros(3, np.float32)})


@pytest.mark.parametrize("step", range(16))
def test_an_end_between_any_two_steps_leaves_a_whole_checkpoint(tmp_path, monkeypatch, step):
    """The process ends for good before the n-th change of a name."""
    prefix = tmp_path / "m"
    checkpoint.write(prefix, {"a": np.arange(5), "old": 1})
    counted = 0

    class Killed(BaseException):
        pass

    def counting(real):
        def call(*args, **kwargs):
            nonlocal counted
            counted += 1
            if counted > step:
                raise Killed
            return real(*args, **kwargs)

        return call

    with monkeypatch.context() as patch:
        for name in ("replace", "link", "remove", "unlink"):
            patch.setattr(os, name, counting(getattr(os, name)))
        patch.setattr(shutil, "rmtree", lambda *args, **kwargs: None)  # nobody tidies up either
        try:
            checkpoint.write(prefix, {"a": np.arange(7), "new": 1}, replace=True)
        except Killed:
            pass
        else:
            assert 8 < counted <= step
    back = checkpoint.open(prefix)
    assert {name: _bits(back[name]) for name in back} in (
        {"a": _bits(np.arange(5)), "old": _bits(1)}, {"a": _bits(np.arange(7)), "new": _bits(1)}
    )  # fmt: skip
    # And the next one takes its place, whatever was left.
    checkpoint.write(prefix, {"next": 1}, replace=True)
    assert list(checkpoint.open(prefix)) == ["next"] and checkpoint.verify(prefix).problems == ()


def test_kill_leaves_a_whole_checkpoint(tmp_path):
    prefix = str(tmp_path / "m")
    checkpoint.write(prefix, {"a": np.zeros(1 << 18), "b": np.zeros(1 << 18)})
    program = (
        "import sys, numpy as np\nfrom tfgraph_dnn import checkpoint\nprint('go', flush=True)\n"
        "for n in range(1, 1000):\n"
        f"    checkpoint.write({prefix!r}, {{'a': np.full(1 << 18, n), 'b': np.full(1 << 18, n)}}, replace=True)\n"
    )
    seen, halfway = set(), False
    for number in range(80):
        running = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE)
        running.stdout.readline()
        time.sleep(0.03 + 0.037 * (number % 8))
        running.send_signal(signal.SIGKILL)
        running.wait(30)
        running.stdout.close()
        back = checkpoint.open(prefix)
        values = {float(number) for name in ("a", "b") for number in np.unique(back[name])}
        assert len(values) == 1
        seen |= values
        halfway |= any(".saving-" in name for name in os.listdir(tmp_path))
        if number >= 7 and halfway and len(seen) > 1:  # some before, some while, some after they had replaced it
            break
    assert halfway and len(seen) > 1
    checkpoint.write(prefix, {"a": 1}, replace=True)  # and what they left goes away
    assert sorted(os.listdir(tmp_path)) == ["m.data-00000-of-00001", "m.index"]


def test_tensors_are_read_one_at_a_time(tmp_path):
    alive = []

    class Watched(np.ndarray):
        pass

    import weakref

    def read():
        array = np.zeros(1000, np.float32).view(Watched)
        alive.append(weakref.ref(array))
        assert sum(ref() is not None for ref in alive) <= 2
        return array

    checkpoint.write(tmp_path / "m", {f"v{number}": Value("float32", (1000,), read) for number in range(20)})
    assert len(alive) == 20
