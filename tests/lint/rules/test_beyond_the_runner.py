"""TG003: what it finds, and where it is silent."""

import pytest

from tests.lint.snippets import lines

FOUND = [
    ("import multiprocessing as mp\nctx = mp.get_context('spawn')", [2]),
    ("import os\nos.system('python train.py --x')", [2]),
    ("import subprocess, sys\nsubprocess.call([sys.executable, 'worker.py'])", [2]),
    ("import subprocess\nsubprocess.Popen('cd x && python3 -u worker.py', shell=True)", [2]),
    ("lib = tf.load_op_library('./zero_out.so')", [1]),
    ("tf.estimator.RunConfig(train_distribute=s)", [1]),
]
SILENT = [
    "import multiprocessing as mp\nmp.Pool(3)\nmp.get_context('fork')\nmp.set_start_method(method)",
    "import os\nos.system('ls')\nos.system(command)\nos.system('tensorboard --logdir x')",
    "import subprocess\nsubprocess.call(['ffmpeg', '-i', 'x.py'])",
    "exec('x = 1')",
    "tf.estimator.RunConfig(model_dir='x')",
]


@pytest.mark.parametrize(("source", "expected"), FOUND)
def test_found(source, expected):
    assert lines("TG003", source) == expected


@pytest.mark.parametrize("source", SILENT)
def test_silent(source):
    assert lines("TG003", source) == []
