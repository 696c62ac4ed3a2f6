"""Expressions whose value under NumPy 1.18 is recorded; runs on Python 3.7 as well. Shared by recorder and test."""

import warnings

OPERANDS = [
    "True",
    "3",
    "-1",
    "300",
    "100000",
    "2**40",
    "0.5",
    "1e300",
    "float('inf')",
    "1+2j",
    "np.bool_(True)",
    "np.uint8(200)",
    "np.int8(-3)",
    "np.int16(300)",
    "np.uint16(7)",
    "np.int32(70000)",
    "np.uint32(5)",
    "np.int64(9)",
    "np.uint64(4)",
    "np.float16(0.1)",
    "np.float32(0.1)",
    "np.float64(0.1)",
    "np.complex64(1+2j)",
    "np.array(0.1,np.float32)",
    "np.array(3,np.uint8)",
    "np.array(2.5)",
    "np.array([True,False])",
    "np.array([1,250],np.uint8)",
    "np.array([1,-100],np.int8)",
    "np.array([1,300],np.int16)",
    "np.array([1,70000],np.int32)",
    "np.array([1,2])",
    "np.array([1,2],np.uint64)",
    "np.array([0.1,2],np.float16)",
    "np.array([0.1,2],np.float32)",
    "np.array([0.1,2])",
    "np.array([1+2j,2],np.complex64)",
    "np.array([5],np.float32)",
]

OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "<", "==", ">="]
INTEGER_OPERATORS = ["<<", "&", "|", "^"]
INTEGERS = [text for text in OPERANDS if "." not in text and "j" not in text and "f" not in text and "e300" not in text]

STATEMENTS = """
r = int(np.array([3]))
r = float(np.array([[2.5]]))
r = bool(np.array([]))
r = bool(np.array([0]))
r = complex(np.array([2.5]))
r = '%d' % np.array([3])
r = '%f %d %s' % (np.array([1.5]), 3, np.array([2.5]))
r = '%5.2f' % np.float32(2.34567)
r = 'yes' if np.array([]) else 'no'
r = not np.array([])
r = [1 for x in [np.array([]), np.array([1])] if x]
r = 1 if np.array([]) or np.array([3]) else 2
a = np.zeros(3); a[0] = np.array([5.]); r = a
a = np.zeros(3); a[0] = np.array([[5.]]); r = a
a = np.zeros((3, 2)); a[0] = np.array([5.]); r = a
a = np.zeros((3, 2)); a[0, 1] = np.array([5.]); r = a
a = np.zeros(3); a[:] = [np.array([1.]), np.array([2.]), np.array([3.])]; r = a
a = np.zeros(3); a[1:] = [np.array([1.]), 2.]; r = a
a = [0, 0]; a[0] = np.array([5.]); r = a
a = {}; a['k'] = np.array([5.]); r = a
r = math.sqrt(np.array([4.]))
r = math.floor(np.array([4.5]))
r = math.exp(np.float32(1))
r = np.array([[1, 2], [3]])
r = np.array([np.zeros((2, 3)), np.zeros((3,))])
r = np.array([np.array([1.]), 2.0])
r = np.asarray([[1], [2, 3]])
r = np.array([[1, 2], [3, 4]])
r = np.array([1, 2], copy=False)
r = np.array([1, 2], np.float32, copy=False, ndmin=2)
r = np.vstack(iter([[1], [2]]))
r = np.hstack(x for x in [[1], [2]])
r = np.stack([[1], [2]], axis=1)
r = np.sum(i for i in [1, 2])
r = np.sum(np.ones((2, 3)), axis=0)
r = sum([np.float32(.1), np.float32(.2)])
r = sum([.1] * 10)
r = sum([np.ones(2), np.ones(2)])
r = sum(np.array([1, 250, 250], np.uint8))
r = sum([np.uint8(200), np.uint8(100)], 7)
r = sum([[1], [2]], [])
r = round(np.float32(1.234), 2)
r = round(np.float32(1.234))
r = round(np.float64(2.6))
r = round(np.float64(2.675), 2)
r = round(np.int64(5))
r = round(2.5)
r = 0.; r += np.float32(.1) / 550; r += np.float32(.1) / 3
r = np.float32(1); r *= 2
r = np.uint8(250); r += 10
r = np.ones(2, np.float32); r *= np.sqrt(2.0)
r = np.ones(2, np.uint8); r += 5
r = np.ones(2, np.float32); r /= 3
r = [0.]; r[0] += np.float32(.1)
r = {'a': 0}; r['a'] += np.float32(.1); r['a'] /= 2
r = np.zeros(2); r[0] += np.float32(.1)
r = np.zeros(2, np.float32); r[0] += .1
r = [np.float32(1.5), np.int64(3), np.bool_(True), np.str_('a'), np.float64(.1), np.bytes_(b'a'), np.nan]
r = {'a': np.float16(.1), 'b': (np.uint8(1), np.complex64(1 + 2j))}
r = np.float32(.98) > .98
r = np.float32(.1) == .1
r = np.float32(.98) >= 98
r = np.array([1, 2]) == np.array([1, 2, 3])
r = np.array([1, 2]) != np.array([1, 2, 3])
r = np.array([1, 2]) == None
r = np.array([1, 250], np.uint8) == 300
r = np.array([1, 2]).tostring()
r = np.array([1, 5]).ptp()
r = np.array([[1, 5], [2, 9]]).ptp(axis=1)
a = np.array([1, 2]); a.itemset(0, 5); r = a
a = np.ones((2, 2)); a.itemset((0, 1), 5); r = a
r = np.float32(2).tostring()
r = np.array([1, 256], np.int16).newbyteorder()
r = np.fromstring(b'ab', np.uint8)
r = np.fromstring('ab', dtype=np.uint8)
r = np.fromstring('1 2', sep=' ')
r = np.histogram([1, 2, 3], normed=True)
r = np.histogram([1, 2, 3], bins=2)
r = np.reshape(np.arange(4), newshape=(2, 2))
r = np.reshape(np.arange(4), (2, -1))
r = np.cross([1, 2], [3, 4])
r = np.cross([1, 2, 3], [3, 4, 5])
r = np.where(np.array([True, False]), np.ones(2, np.float32), np.float64(0.))
r = np.where(np.array([True, False]), np.float32(1), 0.)
r = np.where(np.array([True, False]))
r = np.maximum(np.ones(2, np.float32), np.float64(2))
r = np.maximum(0, np.array([-1, 1], np.float32))
r = np.multiply(np.ones(2, np.float32), np.sqrt(2.))
r = np.add.reduce([1, 2])
r = np.divide(np.array([1, 2], np.uint8), 255.)
r = np.clip(np.ones(2, np.uint8), 0, 300)
r = np.clip(np.ones(2, np.float32), 0, np.float64(.5))
r = np.power(np.float32(2), 2)
r = (np.infty, np.Inf, np.NINF, np.PINF, np.NaN, np.NAN, np.Infinity, np.PZERO, np.NZERO)
r = (np.int, np.float, np.bool, np.object, np.str, np.complex, np.long, np.unicode)
r = [np.float_, np.complex_, np.string_, np.unicode_, np.bool8, np.int0, np.longfloat, np.cfloat, np.singlecomplex]
r = (np.product([2, 3]), np.cumproduct([2, 3]), np.sometrue([0, 1]), np.alltrue([0, 1]))
r = np.in1d([1, 2, 3], [2])
r = np.row_stack([[1], [2]])
r = np.trapz([1, 2, 3])
r = np.round_(2.567, 1)
r = np.mat([[1, 2]])
r = np.asfarray([1, 2])
r = np.asscalar(np.array([3]))
r = np.alen([1, 2])
r = np.msort([[3, 1], [2, 4]])
r = np.find_common_type([np.float32], [np.int64, np.float64])
r = np.find_common_type([np.int8], [np.float64])
r = np.find_common_type([np.int8, np.int32], [])
r = np.cast['float32']([1, 2])
r = np.cast[np.uint8](3.7)
r = np.issubclass_(np.int32, np.integer)
r = (np.issubsctype('i4', np.integer), np.issctype(np.int32), np.obj2sctype('f4'), np.maximum_sctype('i2'))
r = np.safe_eval('[1, 2]')
r = sorted(np.sctypes)
r = (np.AxisError.__name__, np.math.pi, np.sys.byteorder)
r = np.array([1, 2], dtype=np.float), np.zeros(2, dtype=np.int), np.array(['a'], dtype=np.object)
r = isinstance(np.zeros(2), np.ndarray), isinstance(3, np.int), isinstance('a', np.str)
r = np.random.RandomState(0).randint(0, 9, 5), np.random.RandomState(0).random_integers(1, 5, 3)
np.random.seed(3); r = np.random.rand(2), np.random.permutation(5), np.random.choice(5, 3), np.random.random_integers(7)
np.random.seed(3); r = np.random.randn(2), np.random.binomial(1, .5, 4), np.random.uniform(-1, 1, 2)
r = np.array([0.1, 1e10], np.float32), np.array([1.5, 2.25]), np.array([[1e-9, 1]]), np.array([None, 1])
r = np.zeros(2, [('a', 'f4'), ('b', 'i4')])[0], np.array(['a', 'bc']), np.array([1 + 2j]), np.array([True])
r = np.arange(3, dtype=np.float32) * [1., 2., 3.]
r = np.max(np.array([9, 3], np.uint8)) + 1
r = np.array([9, 3], np.uint8).max() + 1, np.arange(3) * (np.uint8(9) + 1)
r = np.eye(np.max(np.array([2, 1], np.uint8)) + 1)
r = np.mean([np.float32(.1), np.float32(.2)]) * 100
r = "{:.9f}".format(np.float32(2.302585) / 550), "%.4f" % np.float32(.1), str(np.float32(.1)), repr(np.float32(.1))
r = divmod(7, 2), abs(np.float32(-1)), max(1, 2), min([3, 4])
""".strip().splitlines()


def expressions():
    """Every expression: all pairs of operands under every operator."""
    for left in OPERANDS:
        for right in OPERANDS:
            if "np" not in left + right:
                continue
            operators = OPERATORS + (INTEGER_OPERATORS if left in INTEGERS and right in INTEGERS else [])
            for operator in operators:
                # A whole number to a huge power takes for ever; NumPy's own answer to it is no concern here.
                if operator not in ("**", "<<") or not right.startswith(("300", "1000", "2**")):
                    yield f"r = {left} {operator} {right}"


def described(value):
    """What a program can see of a value: its type, for arrays and scalars their dtype, and how it prints."""
    import numpy

    kind = type(value).__name__
    if isinstance(value, (numpy.ndarray, numpy.generic)):
        kind = "scalar" if isinstance(value, numpy.generic) else kind
        # NumPy 1.18 tells its two 64-bit integers apart in print.
        return "{} {} {}".format(kind, value.dtype.str, repr(value).replace(", dtype=int64)", ")"))
    if isinstance(value, numpy.dtype):
        kind = "dtype"
    return f"{kind} {value!r}"


def outcome(run, statement):
    """The description of `r` after a statement, or the name of the error."""
    import numpy

    with warnings.catch_warnings(), numpy.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            return described(run(statement))
        except Exception as error:
            return type(error).__name__
