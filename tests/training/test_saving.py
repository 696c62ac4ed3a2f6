"""Saving leaves a whole checkpoint, whenever the process is killed; and what TF 1.15 leaves, when it is not."""

import errno
import itertools
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import tfgraph_dnn.v1 as tf
from tfgraph_dnn import checkpoint
from tfgraph_dnn._backend import tf1
from tfgraph_dnn.checkpoint import placement
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.source import Source
from tfgraph_dnn.checkpoint.format.table import Table
from tfgraph_dnn.checkpoint.location import read_state

ROOT = Path(__file__).parents[2]
V1 = tf.train.SaverDef.V1


def test_killed_while_saving(tmp_path):
    """Seven of each kind, restored by TensorFlow and by our reader after each; TFGRAPH_KILLS sets how many."""
    kills = os.environ.get("TFGRAPH_KILLS", "49")
    script = [sys.executable, ROOT / "tests/training/killing.py", tmp_path, kills]
    ran = subprocess.run(
        script, capture_output=True, text=True, timeout=300, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    found = json.loads(ran.stdout)
    assert not found["troubles"], "\n".join(found["troubles"])
    assert sum(found["kills"].values()) == int(kills) and all(found["saved"].values())


class Killed(BaseException):
    """Nothing runs after it, as nothing runs after a kill: `place` has no clean-up of its own."""


class Mortal:
    """`os`, whose process dies before one of its changes to the files."""

    def __init__(self, life, links):
        self.life, self.links = life, links

    def __getattr__(self, name):
        if name not in ("replace", "link", "unlink"):
            return getattr(os, name)
        self.life -= 1
        if self.life < 0:
            raise Killed
        if name == "link" and not self.links:
            raise PermissionError(errno.EPERM, "a file system without links")
        return getattr(os, name)


def _write(directory, number, *, sharded=False, version=tf.train.SaverDef.V2, width=3):
    """A checkpoint whose every value is `number`, written by TensorFlow alone."""
    directory.mkdir()
    with tf.Graph().as_default():
        made = []
        for at, device in enumerate(("/cpu:0", "/cpu:1")):
            with tf.device(device):
                made.append(tf.get_variable(f"v{at}", [width], initializer=tf.constant_initializer(number)))
        saver = tf1.train.Saver(sharded=sharded, write_version=version)
        with tf.Session(config=tf.ConfigProto(device_count={"CPU": 2})) as session:
            session.run(tf.global_variables_initializer())
            saver.save(session, str(directory / "m"), write_state=False)
    return directory


def _number(path):
    ckpt = checkpoint.open(path)
    assert not [p for p in checkpoint.verify(path).problems if "does not belong" not in p.message]
    numbers = {float(value) for name in ckpt for value in ckpt[name]}
    assert len(numbers) == 1, numbers
    return numbers.pop()


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({}, {}),
        ({}, {"width": 4}),
        ({"sharded": True}, {"sharded": True}),
        ({"sharded": True}, {}),
        ({}, {"sharded": True}),
        ({"version": V1}, {"version": V1}),
        ({"version": V1, "sharded": True}, {"version": V1, "sharded": True}),
    ],
)
def test_killed_before_every_step(tmp_path, monkeypatch, old, new, links):
    first, second = _write(tmp_path / "first", 1, **old), _write(tmp_path / "second", 2, **new)
    seen = set()
    for life in itertools.count():
        place, target = tmp_path / f"place{life}", tmp_path / f"target{life}"
        shutil.copytree(second, place), shutil.copytree(first, target)
        named = [target / "m"]
        with monkeypatch.context() as patched:
            patched.setattr(placement, "os", Mortal(life, links))
            try:
                placement.place(str(place), str(target), lambda at=named, to=place: at.append(to / "m"))
                break
            except Killed:
                pass
        seen.add(_number(named[-1]))
        if new != {"version": V1, "sharded": True}:
            seen.add(_number(target / "m"))
        # What was left is no hindrance to the next, and nothing of it stays.
        shutil.rmtree(place), shutil.copytree(second, place)
        placement.place(str(place), str(target))
        assert _number(target / "m") == 2 and _names(target) == _names(second)
    assert _number(target / "m") == 2 and _names(target) == _names(second)
    # Of a V1 checkpoint in shards, the new one counts from the beginning.
    assert seen == ({2} if new == {"version": V1, "sharded": True} else {1, 2}) and life > 2


def _names(directory):
    return sorted(os.listdir(directory))


def test_what_is_left_is_what_tensorflow_leaves(tmp_path):
    """The same bytes, names, state and return values, over several steps and over one path, in both formats."""
    got = {}
    for who, module in (("ours", tf), ("theirs", tf1)):
        with tf.Graph().as_default():
            variable = tf.get_variable("v", [4, 2], initializer=tf.ones_initializer())
            more = tf.assign_add(variable, tf.ones_like(variable))
            for version in (1, 2):
                directory = tmp_path / who / str(version)
                directory.mkdir(parents=True)
                saver = module.train.Saver(max_to_keep=2, write_version=version)
                with tf.Session() as session:
                    session.run(tf.global_variables_initializer())
                    for step in (1, 2, 3, None, None):
                        session.run(more)
                        saved = saver.save(session, str(directory / "m"), step, write_meta_graph=step != 3)
                        content = {p.name: p.read_bytes() for p in directory.iterdir() if p.suffix != ".meta"}
                        state = content.pop("checkpoint").decode().replace(str(directory), "DIR")
                        files = [p.name for p in directory.iterdir() if "tempstate" not in p.name]
                        content = {name: data for name, data in content.items() if name in files}
                        got.setdefault(who, []).append((Path(saved).name, sorted(files), state, content))
    assert got["ours"] == got["theirs"]


def test_relative_paths(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tf.get_variable("v", [2])
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        assert tf.train.Saver().save(session, "m") == "m"
        assert tf.train.Saver(save_relative_paths=True).save(session, str(tmp_path / "a/m")) == str(tmp_path / "a/m")
        assert tf.train.Saver().save(session, "./b/m", 3, latest_filename="mine") == "./b/m-3"
    assert read_state("a") == ("m", ("m",)) and read_state(".").latest == "m"
    assert (tmp_path / "b/mine").read_text() == 'model_checkpoint_path: "m-3"\nall_model_checkpoint_paths: "m-3"\n'
    assert tf.train.latest_checkpoint("b", "mine") == "b/m-3"


def test_the_values_are_saved_where_the_graph_cannot_be(tmp_path, monkeypatch):
    tf.get_variable("v", [2])
    saver = tf.train.Saver()
    monkeypatch.setattr(tf.train.Saver, "export_meta_graph", _too_large)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        with pytest.raises(ValueError, match="2GB"):
            saver.save(session, str(tmp_path / "m"))
        saver.restore(session, tf.train.latest_checkpoint(str(tmp_path)))
    assert _names(tmp_path) == ["checkpoint", "m.data-00000-of-00001", "m.index"]


def _too_large(*_, **__):
    raise ValueError("a graph beyond 2GB")


def test_a_failed_save_leaves_the_old_one(tmp_path):
    tf.get_variable("v", [2])
    saver = tf.train.Saver()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        saver.save(session, str(tmp_path / "m"))
        before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with tf.Session() as session, pytest.raises(tf.errors.FailedPreconditionError):
        saver.save(session, str(tmp_path / "m"))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_every_saver_of_a_program_saves_so(tmp_path):
    tf.train.get_or_create_global_step()
    with tf.train.MonitoredTrainingSession(checkpoint_dir=str(tmp_path)):
        (saver,) = tf.get_collection(tf.GraphKeys.SAVERS)
        assert type(saver) is tf.train.Saver
    again = tf.train.import_meta_graph(str(tmp_path / "model.ckpt-0.meta"))
    assert type(again) is tf.train.Saver and type(tf.train.Saver.from_proto(again.to_proto())) is tf.train.Saver
    assert type(tf.train.Supervisor(logdir=None).saver) is tf.train.Saver
    assert type(tf.train.ChiefSessionCreator()._scaffold) is tf.train.Scaffold


def test_what_killed_processes_left_is_swept(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    stale, mine, kept, older = (Path(placement.beside(str(tmp_path), "m")) for _ in range(4))
    placement.keep(str(kept), "checkpoint")
    stale = stale.rename(str(stale).replace(f"-{os.getpid()}.", f"-{gone.pid}."))
    kept = kept.rename(str(kept).replace(f"-{os.getpid()}.", f"-{gone.pid}."))
    # An earlier process that had this one's number.
    older = older.rename(str(older).replace(f"-{os.getpid()}.", f"-{os.getpid()}.1"))
    placement.sweep(str(tmp_path), "another")
    assert not stale.exists() and mine.exists() and kept.exists() and not older.exists()
    placement.sweep(str(tmp_path), "checkpoint")
    assert mine.exists() and not kept.exists()


def test_an_index_that_is_not_tensorflows_is_not_renumbered(tmp_path):
    path = _write(tmp_path / "c", 1) / "m.index"
    content = path.read_bytes()
    assert placement.renumbered(content, Table(Source(str(path))), 1) == content
    with pytest.raises(Malformed, match="not where TensorFlow puts it"):
        placement.renumbered(b"\0\7" + content[2:], Table(Source(str(path))), 2)


@pytest.mark.skipif(os.name != "posix", reason="files that are open cannot be renamed there")
def test_the_disk_takes_files_while_they_are_written(tmp_path, monkeypatch):
    flushed, seen = set(), threading.Event()

    def flush(path):
        flushed.add(os.path.relpath(path, tmp_path))
        seen.set()

    monkeypatch.setattr(placement, "_flush", flush)
    monkeypatch.setattr(placement, "_LONG", 0.001)
    before = threading.active_count()
    with placement.flushing(str(tmp_path)):
        (tmp_path / "part").mkdir()
        (tmp_path / "part" / "data").write_bytes(b"half")
        assert seen.wait(30)
    assert flushed == {os.path.join("part", "data")} and threading.active_count() == before


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EINVAL])
@pytest.mark.parametrize("early", [False, True])
def test_what_the_disk_does_not_take_is_not_saved(tmp_path, monkeypatch, number, early):
    """The checkpoint before stays; a file system that cannot be asked is no reason."""
    with tf.Graph().as_default(), tf.Session() as session:
        v = tf.get_variable("v", initializer=[1.0, 2.0])
        saver = tf.train.Saver()
        session.run(v.initializer)
        prefix = saver.save(session, str(tmp_path / "model"))
        session.run(v.assign([3.0, 4.0]))

        def fsync(descriptor):
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(os, "fsync", fsync)
        if early:
            monkeypatch.setattr(placement, "_LONG", 0.0)
        if number == errno.EINVAL:
            saver.save(session, prefix)
            assert checkpoint.open(prefix)["v"].tolist() == [3, 4]
        else:
            with pytest.raises(OSError, match=r"could not be written to the disk: .*model"):
                saver.save(session, prefix)
            assert checkpoint.open(prefix)["v"].tolist() == [1, 2]
            assert not list(tmp_path.glob(".saving-*"))


def test_a_program_saves_at_its_very_end(tmp_path):
    """Python starts no threads any more then."""
    program = """
import atexit, sys
import tfgraph_dnn.v1 as tf
v = tf.get_variable("v", [3], initializer=tf.ones_initializer())
session = tf.Session()
session.run(v.initializer)
saver = tf.train.Saver()
atexit.register(saver.save, session, sys.argv[1])
"""
    prefix = str(tmp_path / "model")
    ran = subprocess.run([sys.executable, "-c", program, prefix], capture_output=True, text=True, cwd=ROOT, check=False)
    assert not ran.stderr and checkpoint.open(prefix)["v"].tolist() == [1, 1, 1]
