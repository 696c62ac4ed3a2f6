"""TG003: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
import multiprocessing as mp
ctx = mp.get_context('spawn')  # found
---
import os
os.system('python train.py --x')  # found
---
import subprocess, sys
subprocess.call([sys.executable, 'worker.py'])  # found
---
import subprocess
subprocess.Popen('cd x && python3 -u worker.py', shell=True)  # found
---
lib = tf.load_op_library('./zero_out.so')  # found
---
tf.estimator.RunConfig(train_distribute=s)  # found
---
import multiprocessing as mp
mp.Pool(3)
mp.get_context('fork')
mp.set_start_method(method)
---
import os
os.system('ls')
os.system(command)
os.system('tensorboard --logdir x')
---
import subprocess
subprocess.call(['ffmpeg', '-i', 'x.py'])
---
exec('x = 1')
---
tf.estimator.RunConfig(model_dir='x')
"""

test_cases = case_test("TG003", CASES)
