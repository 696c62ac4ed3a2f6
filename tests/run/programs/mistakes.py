"""Usual mistakes, and what they are refused with."""
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 3], name="x")
cases = []


def case(f):
    cases.append(f)
    return f


@case
def matmul(): tf.matmul(tf.zeros([2,3]),tf.zeros([4,5]))
@case
def matmul_rank(): tf.matmul(tf.zeros([2]),tf.zeros([4,5]))
@case
def add(): tf.zeros([2,3])+tf.zeros([4])
@case
def sub_named(): tf.subtract(tf.zeros([2,3]),tf.zeros([4]),name="mine")
@case
def concat(): tf.concat([tf.zeros([2,3]),tf.zeros([3,4])],0)
@case
def concat_rank(): tf.concat([tf.zeros([2,3]),tf.zeros([3])],0)
@case
def reshape(): tf.reshape(tf.zeros([2,3]),[4,2])
@case
def conv(): tf.nn.conv2d(tf.zeros([1,8,8,3]),tf.zeros([3,3,4,5]),[1,1,1,1],"SAME")
@case
def conv_rank(): tf.nn.conv2d(tf.zeros([8,8,3]),tf.zeros([3,3,4,5]),[1,1,1,1],"SAME")
@case
def conv_valid(): tf.nn.conv2d(tf.zeros([1,2,2,3]),tf.zeros([3,3,3,5]),[1,1,1,1],"VALID")
@case
def dtype(): tf.matmul(tf.zeros([2,3]),tf.zeros([3,2],tf.float64))
@case
def dtype_add(): tf.zeros([2])+tf.zeros([2],tf.int32)
@case
def none(): tf.matmul(x,None)
@case
def asbool():
    if x: pass
@case
def asbool2():
    while tf.constant(True): pass
@case
def iterate():
    for _ in x: pass
@case
def length(): len(x)
@case
def softmax_ce(): tf.nn.softmax_cross_entropy_with_logits(labels=tf.zeros([2,3]),logits=tf.zeros([2,4]))
@case
def getvar_reuse():
    with tf.variable_scope("s",reuse=True): tf.get_variable("b",[1])
@case
def getvar_shape():
    tf.get_variable("cc",[1])
    with tf.variable_scope("",reuse=True): tf.get_variable("cc",[2])
@case
def variable_none(): tf.Variable()
@case
def stack(): tf.stack([tf.zeros([2]),tf.zeros([3])])
@case
def gather_tensor(): tf.get_default_graph().get_tensor_by_name("nothere:0")
@case
def gather_tensor2(): tf.get_default_graph().get_tensor_by_name("nothere")
@case
def get_op(): tf.get_default_graph().get_operation_by_name("nothere")
@case
def assign(): tf.assign(tf.Variable(tf.zeros([2])),tf.zeros([3]))
@case
def split(): tf.split(tf.zeros([5]),2)
@case
def slice_(): tf.slice(tf.zeros([3]),[2],[4])
@case
def strided(): tf.zeros([3])[5]
@case
def expand(): tf.expand_dims(tf.zeros([2]),5)
@case
def squeeze(): tf.squeeze(tf.zeros([2,3]),[0])
@case
def transpose(): tf.transpose(tf.zeros([2,3]),[0,1,2])
@case
def reduce(): tf.reduce_sum(tf.zeros([2]),axis=3)
@case
def setshape(): tf.placeholder(tf.float32,[2,3]).set_shape([4,5])
@case
def grads(): tf.train.GradientDescentOptimizer(0.1).minimize(tf.constant(1.0))
@case
def gradnone(): tf.train.GradientDescentOptimizer(0.1).minimize(tf.constant(1.0),var_list=[tf.Variable(1.0)])
@case
def dense_rank(): tf.layers.dense(tf.placeholder(tf.float32,[3]),2)
@case
def dense_unknown(): tf.layers.dense(tf.placeholder(tf.float32,[None,None]),2)
@case
def wrongarg(): tf.nn.relu(x,alpha=2)
@case
def bias(): tf.nn.bias_add(tf.zeros([2,3]),tf.zeros([4]))
@case
def cond2(): tf.cond(tf.constant(True),lambda:[tf.zeros([2])],lambda:[tf.zeros([2]),tf.zeros([2])])
@case
def whil(): tf.while_loop(lambda i:i<3,lambda i:tf.concat([i,i],0),[tf.zeros([1])])
@case
def maxpool(): tf.nn.max_pool(tf.zeros([1,2,2,1]),[1,3,3,1],[1,1,1,1],"VALID")
@case
def image(): tf.image.resize_images(tf.zeros([2]),[3,3])
@case
def placeholder_neg(): tf.placeholder(tf.float32,[-1,3])
@case
def uninit():
    with tf.Session() as s: s.run(tf.Variable(1.0,name="uninit"))
@case
def feedshape():
    with tf.Session() as s: s.run(x,{x:np.zeros([2,4])})
@case
def feedtensor():
    with tf.Session() as s: s.run(x,{x:tf.zeros([1,3])})
@case
def feedkey():
    with tf.Session() as s: s.run(x,{"abc":1})
@case
def feedint():
    with tf.Session() as s: s.run(x,{3:1})
@case
def fetchnone():
    with tf.Session() as s: s.run(None)
@case
def fetchlistnone():
    with tf.Session() as s: s.run([x,None],{x:[[1,2,3]]})
@case
def fetchint():
    with tf.Session() as s: s.run(3)
@case
def fetchname():
    with tf.Session() as s: s.run("nothere:0")
@case
def fetchother():
    g=tf.Graph()
    with g.as_default(): z=tf.zeros([1])
    with tf.Session() as s: s.run(z)
@case
def noses(): tf.zeros([1]).eval()
@case
def closed():
    s=tf.Session(); s.close(); s.run(tf.zeros([1]))
@case
def finalized():
    g=tf.Graph()
    with g.as_default():
        g.finalize(); tf.zeros([1])
@case
def ops_attr(): x.numpy()
@case
def noattr(): x.nothing
@case
def assignitem(): x[0]=1
@case
def intx(): range(tf.constant(3))
@case
def npx(): np.array(x)
for f in cases:
    try: f(); print(f.__name__,"OK")
    except Exception as e: print(f.__name__, type(e).__name__, str(e).split("\n\nOriginal stack")[0])
