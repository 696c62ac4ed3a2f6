"""The data of regression.py; a module beside the program."""
import numpy as np
import tensorflow as tf

assert tf.__version__.startswith("1."), "the modules beside a program see what it sees"


def load():
    x = np.asarray([3.3, 4.4, 5.5, 6.71, 6.93, 4.168, 9.779, 6.182, 7.59, 2.167, 7.042, 10.791, 5.313, 7.997, 5.654])
    return x, 0.25 * x + 0.8
