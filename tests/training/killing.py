"""Kills processes while they save: `python killing.py DIRECTORY KILLS [plain]` prints what was found, as JSON.

TensorFlow is loaded once; each process is a fork from before the first session. It restores what the one before left,
as a program does that was started again, says what it found, and saves on until it is killed. "plain" saves with
TensorFlow's own Saver, to see that something would be found.
"""

import contextlib
import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path

import numpy as np

import tfgraph_dnn.v1 as tf
from tfgraph_dnn import checkpoint
from tfgraph_dnn._backend import tf1
from tfgraph_dnn.checkpoint.format import statefile

KINDS = ("one path", "steps", "sharded", "one path, V1", "sharded, V1", "monitored", "hours")
HOURS = 2e-5  # a checkpoint of every 72 ms is kept for good
ROWS = 600  # of the largest variable: 240 kB take a while to write


def variables():
    """Three variables that hold the same number, on two devices."""
    made = []
    for device, shape in (("/cpu:0", [ROWS, 100]), ("/cpu:1", [50]), ("/cpu:0", [])):
        with tf.device(device):
            made.append(tf.get_variable(f"v{len(made)}", shape, initializer=tf.zeros_initializer()))
    return made


def grow(made):
    """Adds one to each."""
    return tf.group(*[tf.assign_add(variable, tf.ones_like(variable)) for variable in made])


def agreed(values):
    """The number that all of them hold; -1 when they differ."""
    numbers = {float(number) for value in values for number in np.unique(value)}
    return int(numbers.pop()) if len(numbers) == 1 else -1


def save_on(kind, directory, tell, plain):
    """The program: restores, says the number, saves for ever and says each number that is saved."""
    config = tf.ConfigProto(device_count={"CPU": 2}, intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)
    made = variables()
    train = grow(made)
    if kind == "monitored":
        tf.train.create_global_step()
        with tf.control_dependencies([train]):
            train = tf.assign_add(tf.train.get_global_step(), 1)
        opened = (tf1 if plain else tf).train.MonitoredTrainingSession
        with opened(
            checkpoint_dir=directory, save_checkpoint_steps=1, save_summaries_secs=None, save_summaries_steps=None,
            log_step_count_steps=None, config=config,
        ) as session:  # fmt: skip
            tell(f"found {agreed(session.run(made))}")
            while True:
                session.run(train)
                tell(f"saved {agreed(session.run(made))}")
    version = tf.train.SaverDef.V1 if "V1" in kind else tf.train.SaverDef.V2
    hours, latest_filename = (HOURS, "last") if kind == "hours" else (10000.0, None)
    saver = (tf1 if plain else tf).train.Saver(
        max_to_keep=2, sharded="sharded" in kind, write_version=version, keep_checkpoint_every_n_hours=hours
    )
    with tf.Session(config=config) as session:
        session.run(tf.global_variables_initializer())
        latest = tf.train.latest_checkpoint(directory, latest_filename)
        if latest:
            saver.restore(session, latest)
        number = agreed(session.run(made))
        tell(f"found {number}")
        while True:
            number += 1
            session.run(train)
            step = number if kind in ("steps", "hours") else None
            saver.save(session, os.path.join(directory, "model.ckpt"), step, latest_filename)
            tell(f"saved {number}")


def killed(kind, directory, plain, patience, saves=0):
    """Runs one process and kills it within `patience` seconds; gives what it found and the last number it saved.

    With `saves`, it is left to live until it has saved so often.
    """
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(read)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            save_on(kind, directory, lambda line: os.write(write, f"{line}\n".encode()), plain)
        except BaseException as error:
            os.write(write, f"failed {type(error).__name__}: {str(error)[:300]!r}\n".encode())
        finally:
            os._exit(1)
    os.close(write)
    said = b""
    deadline = time.monotonic() + 20
    while b"found" not in said and b"failed" not in said and time.monotonic() < deadline:
        if select.select([read], [], [], 1)[0]:
            said += os.read(read, 1 << 16) or b"failed without a word\n"
    while said.count(b"saved") < saves and b"failed" not in said and time.monotonic() < deadline:
        if select.select([read], [], [], 1)[0]:
            said += os.read(read, 1 << 16) or b"failed without a word\n"
    time.sleep(random.uniform(0, patience))
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while piece := os.read(read, 1 << 16):
        said += piece
    os.close(read)
    lines = said.decode().splitlines()
    failures = [line for line in lines if line.startswith("failed")]
    numbers = [int(line.split()[1]) for line in lines if not line.startswith("failed")]
    return (numbers[0] if numbers else None), (numbers[-1] if numbers else None), failures


def whole(path):
    """The number in a checkpoint, by our own reader; a problem as text."""
    try:
        ckpt = checkpoint.open(path)
        # Files of another number of shards are what is left of one step of the placement; nothing reads them.
        problems = [p for p in checkpoint.verify(path).problems if "does not belong" not in p.message]
        number = agreed([ckpt[f"v{at}"] for at in range(3)])
        if ckpt.meta() is None or number < 0 or problems:
            return f"{path}: {number}, {problems}, {ckpt.meta_file}"
        return number
    except (ValueError, KeyError, OSError) as error:
        return f"{path}: {error}"


def _state(directory, name):
    path = Path(directory, name)
    return statefile.parse(path.read_bytes()) if path.exists() else None


def main(directory, kills, plain):
    """Kills so many processes, the kinds in turn, and looks at what each left."""
    random.seed(5)
    troubles, counts, saved = [], dict.fromkeys(KINDS, 0), dict.fromkeys(KINDS, 0)
    places = {kind: os.path.join(directory, kind.replace(", ", "-").replace(" ", "_")) for kind in KINDS}
    patience = dict.fromkeys(KINDS, 0.05)  # enough for a few saves, however busy the machine is
    for round_ in range(kills):
        kind = KINDS[round_ % len(KINDS)]
        place = places[kind]
        Path(place).mkdir(exist_ok=True)
        found, last, failures = killed(kind, place, plain, patience[kind])
        if found is not None:
            patience[kind] = min(1.0, patience[kind] * 1.6) if last == found else max(0.02, patience[kind] / 1.4)
        counts[kind] += 1
        trouble = list(failures)
        if found is not None and found < saved[kind]:
            trouble.append(f"{found} restored, {saved[kind]} had been saved")
        saved[kind] = max(saved[kind], last or 0)
        state = _state(place, "last" if kind == "hours" else "checkpoint")
        if state is not None:
            named = os.path.join(place, state.latest)
            told = [whole(named)] if "?" not in named else [whole(named.split("-?")[0])]
            if kind == "hours":
                told += [whole(os.path.join(place, path)) for path in state.all]
            elif kind not in ("steps", "monitored", "sharded, V1"):
                told.append(whole(os.path.join(place, "model.ckpt")))
            trouble += [str(t) for t in told if not isinstance(t, int)]
            numbers = [t for t in told if isinstance(t, int)]
            if numbers and numbers[0] < saved[kind]:
                trouble.append(f"{numbers[0]} is there, {saved[kind]} had been saved")
        elif saved[kind]:
            trouble.append("no state file")
        troubles += [f"kill {round_}, {kind}: {text}" for text in trouble]
    # What the killed left beside is swept by the next that saves; the last one's own directory may be there.
    for kind, place in places.items():
        killed(kind, place, plain, 0.0, saves=2)
        left = [name for name in os.listdir(place) if ".saving-" in name]
        if len(left) > 1:
            troubles.append(f"{kind}: left behind: {left}")
    print(json.dumps({"kills": counts, "saved": saved, "troubles": troubles}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), "plain" in sys.argv)
