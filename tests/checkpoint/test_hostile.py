"""Files that are damaged, swapped or forged: one clear error that names file and tensor; never a crash or a hang."""

import gc
import os
import shutil
import struct
import tracemalloc

import numpy as np
import pytest

from tests.checkpoint.writing import entry, extents, field, header, index, sealed, table, varint
from tfgraph_dnn import checkpoint, cli
from tfgraph_dnn.checkpoint.format.orderedcode import slice_key
from tfgraph_dnn.checkpoint.format.table import MAGIC
from tfgraph_dnn.errors import CheckpointError

ONES = np.ones(6, "<f4").tobytes()
MOST_MEMORY = 48 << 20
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 123456\n"


@pytest.fixture
def run(tmp_path, capsys):
    """Lets every command at a checkpoint; gives what the worst of them said."""

    def run(path, *, status=2):
        gc.freeze()  # all that the tests before have left: collections look at what this one makes
        tracemalloc.start()
        try:
            statuses, said = [], ""
            for argv in (["ls"], ["show"], ["tree"], ["show", "--stats"], ["verify"]):
                command, *options = argv
                gc.collect()  # of the one before, whose error holds on to what it had read
                tracemalloc.reset_peak()
                statuses.append(cli.main(["ckpt", command, str(path), *options]))
                out, err = capsys.readouterr()
                assert "Traceback" not in err and "bug" not in err
                said += out + err
                assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
        finally:
            tracemalloc.stop()
            gc.unfreeze()
        assert max(statuses) == status and statuses[-1] >= 1, (statuses, said)
        return said

    return run


def _put(directory, content, data=ONES, name="m"):
    (directory / f"{name}.index").write_bytes(content)
    (directory / f"{name}.data-00000-of-00001").write_bytes(data)
    return directory / name


def _good(**changes):
    return entry(**({"dtype": 1, "dims": [2, 3], "offset": 0, "size": 24, "data": ONES} | changes))


def test_what_is_written_here_is_good(tmp_path):
    path = _put(tmp_path, index({"w": _good()}))
    assert checkpoint.open(path)["w"].tolist() == [[1, 1, 1], [1, 1, 1]] and checkpoint.verify(path).problems == ()


# Forged, with every checksum right: (entry, what is said). TensorFlow aborts the process on the first ones.
FORGED = {
    "dtype 99": (_good(dtype=99), "tensor w: dtype 99 does not exist"),
    "dtype 0": (_good(dtype=0), "tensor w: dtype 0 does not exist"),
    "a reference's dtype": (_good(dtype=101), "tensor w: dtype 101 does not exist"),
    "dimension -1": (_good(dims=[-1, 3]), "tensor w: a dimension of its shape"),
    "overflow": (_good(dims=[1 << 40, 1 << 40]), "tensor w: no tensor has the shape"),
    "overflow beside a zero": (_good(dims=[0, 1 << 40, 1 << 40], size=0), "tensor w: no tensor has the shape"),
    "255 dimensions": (_good(dims=[1] * 255, size=4), "tensor w: it has 255 dimensions"),
    "unknown rank": (field(1, 1) + field(2, field(3, 1)), "tensor w: its shape is unknown"),
    "too few bytes": (_good(dims=[1 << 40], size=24), "tensor w: 24 bytes are stored for float32"),
    "too many bytes": (_good(size=1 << 50), "tensor w: 1125899906842624 bytes are stored"),
    "size -1": (_good(size=-1), "tensor w: it claims -1 bytes"),
    "offset -1": (_good(offset=-1), "tensor w: it claims 24 bytes at -1"),
    "another shard": (_good(shard=5), "tensor w: it lies in data file 5 of 1"),
    "shard -1": (_good(shard=-1), "tensor w: it claims"),
    "a number for a shape": (field(1, 1) + field(2, 7), "tensor w: field 2 is a number"),
    "bytes for a dtype": (field(1, b"x"), "tensor w: field 1 is no number"),
    "slice outside": (_good(slices=[extents((1, 9), None)]), "tensor w: the slice 1,9:- reaches outside"),
    "slice of another rank": (_good(slices=[extents((0, 1))]), "tensor w: a slice has 1 dimensions"),
    "rubbish": (b"\xff" * 12, "tensor w: a number does not end"),
}


@pytest.mark.parametrize(("forged", "said"), FORGED.values(), ids=FORGED)
def test_forged_entries(run, tmp_path, forged, said):
    path = _put(tmp_path, index({"w": forged}))
    assert f"{path}.index: {said}" in run(path)


# Only seen when values are wanted: they are listed, but not read.
LATER = {
    "beyond the end": (_good(offset=10), "tensor w: its bytes 10 to 34 lie beyond the end of the file (24 bytes)"),
    "far beyond": (_good(dims=[1 << 50], size=1 << 52), "lie beyond the end of the file"),
    "far away": (_good(offset=(1 << 63) - 1), "lie beyond the end of the file"),
    "a wrong checksum": (_good(crc=1), "tensor w: its values are damaged: their checksum differs"),
    "strings without end": (_good(dtype=7, dims=[1 << 40]), "tensor w: 1099511627776 strings in 24 bytes"),
    "strings elsewhere": (_good(dtype=7, dims=[3]), "tensor w: the checksum of its strings' lengths differs"),
    "a slice missing": (_good(slices=[extents((0, 1), None), extents((1, 1), None)]), "its slice 0,1:- is missing"),
}


@pytest.mark.parametrize(("forged", "said"), LATER.values(), ids=LATER)
def test_forged_entries_that_are_seen_later(run, tmp_path, forged, said):
    assert said in run(_put(tmp_path, index({"w": forged})))


def test_more_dimensions_than_numpy_has(tmp_path):
    path = _put(tmp_path, index({"w": _good(dims=[1] * 100 + [6])}))
    with pytest.raises(CheckpointError, match="NumPy cannot hold"):
        checkpoint.open(path).read("w")


def test_variants_are_listed_but_not_shown(tmp_path):
    ckpt = checkpoint.open(_put(tmp_path, index({"w": _good(dtype=21)})))
    assert ckpt.info("w").dtype == "variant"
    with pytest.raises(CheckpointError, match="variant"):
        ckpt.read("w")


@pytest.mark.parametrize(
    ("pieces", "said"),
    [
        ([(0, 1), (0, 1)], "its slices overlap"),
        ([(0, 1)], "hold 3 values where the shape"),
        ([(0, 1), (1, 1)], None),
    ],
    ids=["overlap", "hole", "good"],
)
def test_slices(run, tmp_path, pieces, said):
    keys = [((start, length), (0, -1)) for start, length in pieces]
    whole = entry(1, [2, 3], 0, 0, slices=[extents(pair, None) for pair in pieces])
    part = entry(1, [1, 3], 0, 12, data=ONES[:12])
    content = index({"w": whole, **{slice_key("w", key): part for key in keys}})
    path = _put(tmp_path, content, ONES[:12])
    if said is None:
        assert checkpoint.open(path)["w"].tolist() == [[1, 1, 1], [1, 1, 1]]
    else:
        assert said in run(path)


def test_slices_claim_a_vast_whole(run, tmp_path):
    whole = entry(1, [1 << 30, 1 << 20], 0, 0, slices=[extents((0, 2), (0, 3))])
    part = entry(1, [2, 3], 0, 24, data=ONES)
    path = _put(tmp_path, index({"w": whole, slice_key("w", [(0, 2), (0, 3)]): part}))
    assert "hold 6 values where the shape" in run(path)


def test_slices_of_another_shape_or_of_nothing(run, tmp_path):
    whole = entry(1, [2, 3], 0, 0, slices=[extents((0, 2), None)])
    path = _put(tmp_path, index({"w": whole, slice_key("w", [(0, 2), (0, -1)]): _good(dims=[3, 2])}))
    assert "its slice 0,2:- is of type float32 and shape [3, 2]" in run(path)
    _put(tmp_path, index({"w": _good(), slice_key("v", [(0, 2)]): _good()}))
    assert "belongs to no tensor" in run(path, status=1)


def _pairs(*more):
    return [(b"", header()), *more]


def footer(offset, size):
    """A file that is nothing but a footer, with its index block there."""
    return (varint(0) * 2 + varint(offset) + varint(size)).ljust(40, b"\0") + MAGIC


TABLES = {
    "no header": (table([(b"w", _good())]), "it has no header"),
    "nothing": (table([]), "it is empty"),
    "a key twice": (table(_pairs((b"w", _good()), (b"w", _good()))), "the key b'w' comes twice"),
    "out of order": (table(_pairs((b"w", _good()), (b"a", _good()))), "the key b'a' is out of order"),
    "no text": (table(_pairs((b"\xff\xfe", _good()))), "is no UTF-8 text"),
    "a later version": (table([(b"", header(min_consumer=9)), (b"w", _good())]), "for readers of 9 or later"),
    "a byte order": (table([(b"", header(order=3))]), "byte order 3"),
    "shards without end": (table([(b"", header(shards=1 << 50))]), "data files"),
    "packed in way 4": (table(_pairs((b"w", _good())), kind=4), "packed in way 4"),
    "a packed bomb": (table(_pairs(), kind=1, pack=lambda b: varint(1 << 45) + b"\0a"), "claim to give"),
    "packed rubbish": (table(_pairs(), kind=1, pack=lambda b: b"\x08\x01\x09"), "before the beginning"),
    "a key of 1 MB": (table(_pairs((b"w" * (1 << 20), _good()))), "a key of 1048576 bytes"),
    "restarts": (table([(b"", header())], pack=lambda b: b[:-4] + b"\xff" * 4), "restart points"),
    "an entry too long": (table([], pack=lambda b: b"\0\x7f\x7f" + b), "reaches beyond its block"),
    "shares what is not": (table([], pack=lambda b: b"\x05\x01\x01ab" + b), "reaches beyond its block"),
    "no blocks": (bytes(40) + MAGIC, "a block is too short|are wanted of a file|damaged"),
    "far blocks": (footer(1 << 60, 1 << 62), "are wanted of a file"),
    "its own footer": (footer(1, 30), "checksum differs"),
}


@pytest.mark.parametrize(("content", "said"), TABLES.values(), ids=TABLES)
def test_forged_tables(run, tmp_path, content, said):
    import re

    path = _put(tmp_path, content)
    found = run(path)
    assert re.search(said, found) and f"{path}.index" in found


def test_keys_that_unpack_to_gigabytes(run, tmp_path):
    """Each of many entries shares 30 KB with the one before: a few bytes in the file, gigabytes in memory."""

    def put(shared, fresh, value):
        return varint(shared) + varint(len(fresh)) + varint(len(value)) + fresh + value

    empty = entry(1, [0], 0, 0)
    entries = [put(30_000, b"%06d" % number, empty) for number in range(100_000)]
    body = put(0, b"", header()) + put(0, b"k" * 30_000, empty) + b"".join(entries) + struct.pack("<II", 0, 1)
    path = _put(tmp_path, table([], pack=lambda block: body))
    assert "its keys unpack to far more than the file could hold" in run(path)


def test_snappy_blocks_are_read(tmp_path):
    def pack(content):
        packed = varint(len(content))
        for at in range(0, len(content), 60):
            part = content[at : at + 60]
            packed += bytes([len(part) - 1 << 2]) + part
        return packed

    path = _put(tmp_path, table(_pairs((b"w", _good())), kind=1, pack=pack))
    assert checkpoint.open(path)["w"].sum() == 6 and checkpoint.verify(path).problems == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"hello\n", "it looks like text"),
        (b"\x89HDF\r\n\x1a\n" + bytes(99), "HDF5"),
        (b"PK\x03\x04" + bytes(99), "zip"),
        (b"\x80\x04\x95" + bytes(99), "pickle"),
        (b"\x93NUMPY\x01\0", "NumPy"),
        (POINTER, "Git LFS pointer: .* 123,456 bytes"),
        (bytes(1000), "begins with 00 00"),
        (os.urandom(16) * 9, "no checkpoint file"),
    ],
    ids=["empty", "text", "hdf5", "zip", "pickle", "npy", "lfs", "zeros", "noise"],
)
def test_other_files(run, tmp_path, content, said):
    import re

    for name in ("m.index", "v1"):
        (tmp_path / name).write_bytes(content)
        found = run(tmp_path / name)
        assert re.search(said, found) and str(tmp_path / name) in found


def test_a_pointer_for_a_data_file(run, tmp_path):
    path = _put(tmp_path, index({"w": _good(), "v": _good(offset=24)}), POINTER)
    assert checkpoint.verify(path).problems[0].slug == "ckpt-lfs-pointer"
    assert len(checkpoint.verify(path).problems) == 1
    assert "git lfs pull" in run(path)


def test_files_that_are_none(run, tmp_path):
    (tmp_path / "d.index").mkdir()
    assert "no checkpoint at" in run(tmp_path / "d.index") or "holds no checkpoint" in run(tmp_path / "d.index")
    path = _put(tmp_path, index({"w": _good()}))
    data = tmp_path / "m.data-00000-of-00001"
    data.unlink()
    data.mkdir()
    assert "no regular file" in run(path) or "is missing" in run(path)
    data.rmdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(data)
        assert "no regular file" in run(path)
        os.mkfifo(tmp_path / "pipe")
        assert "no regular file" in run(tmp_path / "pipe")


def test_missing_and_needless_data_files(run, tmp_path):
    path = _put(tmp_path, index({"w": _good()}))
    (tmp_path / "m.data-00000-of-00002").write_bytes(b"")
    assert f"{path}.data-00000-of-00002 does not belong to this index" in run(path, status=1)
    (tmp_path / "m.data-00000-of-00001").unlink()
    assert f"{path}.data-00000-of-00001 is missing: tensor w lies in it" in run(path)


def test_data_without_an_index(run, tmp_path):
    path = _put(tmp_path, b"")
    (tmp_path / "m.index").unlink()
    assert "not the index" in run(f"{path}.data-00000-of-00001")


def test_swapped_and_cut_data(run, tmp_path, checkpoints):
    for file in (checkpoints / "dense_momentum").iterdir():
        shutil.copy(file, tmp_path)
    data = tmp_path / "model.ckpt.data-00000-of-00001"
    content = data.read_bytes()
    data.write_bytes(content[:1000])
    assert "lie beyond the end of the file (1000 bytes)" in run(tmp_path)
    data.write_bytes(content[::-1])
    assert "tensor hidden1/kernel: its values are damaged" in run(tmp_path)
    data.write_bytes(content + b"x")
    assert "1 trailing bytes" in run(tmp_path, status=1)
    data.write_bytes(b"")
    assert "(0 bytes)" in run(tmp_path)


@pytest.mark.parametrize("name", ["dense_momentum/model.ckpt.index", "dense_momentum_v1/model.ckpt"])
def test_cut_short_anywhere(checkpoints, tmp_path, name):
    content = (checkpoints / name).read_bytes()
    target = tmp_path / ("m.index" if name.endswith(".index") else "m")
    for size in sorted({*range(0, len(content), max(1, len(content) // 150)), *range(len(content) - 60, len(content))}):
        target.write_bytes(content[:size])
        with pytest.raises(CheckpointError, match=str(target)):
            checkpoint.open(target)


def test_every_flipped_bit_of_an_index_is_noticed(checkpoints, tmp_path):
    """Only the padding of the footer, which nothing refers to, may change unnoticed."""
    content = (checkpoints / "dense_momentum/model.ckpt.index").read_bytes()
    good = dict(checkpoint.open(checkpoints / "dense_momentum").tensors)
    unnoticed = []
    for place in range(len(content)):
        bad = bytearray(content)
        bad[place] ^= 1 << place % 8
        (tmp_path / "m.index").write_bytes(bad)
        try:
            assert checkpoint.open(tmp_path / "m").tensors == {
                name: checkpoint.TensorInfo(**{**vars(info), "files": ("m.data-00000-of-00001",)})
                for name, info in good.items()
            }
            unnoticed.append(place)
        except CheckpointError as error:
            assert "m.index" in str(error)
    assert all(place >= len(content) - 48 or _in_empty_block(content, place) for place in unnoticed)


def _in_empty_block(content, place):
    """The meta-index block, which holds nothing and is not read."""
    empty = sealed(struct.pack("<II", 0, 1))
    at = content.find(empty)
    return at <= place < at + len(empty)


def test_flipped_values_are_named(checkpoints, tmp_path):
    shutil.copytree(checkpoints / "dense_momentum", tmp_path, dirs_exist_ok=True)
    data = tmp_path / "model.ckpt.data-00000-of-00001"
    content = data.read_bytes()
    for place in range(700, len(content) - 2000, len(content) // 12):
        bad = bytearray(content)
        bad[place] ^= 16
        data.write_bytes(bad)
        problems = checkpoint.verify(tmp_path).problems
        named = [problem for problem in problems if problem.tensor]
        assert len(named) == 1 and f"tensor {named[0].tensor}: " in named[0].message


def test_flipped_bytes_of_v1(checkpoints, tmp_path):
    """A V1 file is sealed block by block: the names are in the first."""
    content = (checkpoints / "dense_momentum_v1/model.ckpt").read_bytes()
    for place in range(0, len(content) - 48, len(content) // 40):
        bad = bytearray(content)
        bad[place] ^= 16
        (tmp_path / "model.ckpt").write_bytes(bad)
        try:
            problems = checkpoint.verify(tmp_path / "model.ckpt").problems
        except CheckpointError as error:
            assert "model.ckpt: the block at byte" in str(error)
        else:
            assert any("checksum differs" in problem.message for problem in problems)


def test_an_index_under_another_name(run, tmp_path):
    (tmp_path / "renamed").write_bytes(index({"w": _good()}))
    assert "call it PREFIX.index" in run(tmp_path / "renamed")


def test_state_files_that_lead_astray(tmp_path, run):
    _put(tmp_path, index({"w": _good()}))
    for path in (b"", b"../../../../etc/passwd", b"\0", b"\xff", b"/", b".", b"x" * 5000, b"/dev/zero"):
        (tmp_path / "checkpoint").write_bytes(b'model_checkpoint_path: "%b"' % path)
        assert checkpoint.open(tmp_path).prefix == str(tmp_path / "m")


def test_a_damaged_graph(run, tmp_path):
    path = _put(tmp_path, index({"w": _good()}))
    for content in (b"", b"\x0a\xff\xff\xff\xff\x07abc", b"version https://git-lfs.github.com/spec/v1\nsize 9\n"):
        (tmp_path / "m.meta").write_bytes(content)
        assert f"{path}.meta" in run(path, status=1)


def test_the_input_is_left_alone(checkpoints, tmp_path, run):
    shutil.copytree(checkpoints / "dense_momentum", tmp_path, dirs_exist_ok=True)
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    for command in ("ls", "show", "tree", "verify"):
        assert cli.main(["ckpt", command, str(tmp_path)]) == 0
    assert before == {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
