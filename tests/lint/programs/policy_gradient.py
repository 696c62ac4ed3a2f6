"""REINFORCE on a small bandit: a net, rewards, gradients gathered and applied by feeding them."""

import numpy as np
import tensorflow as tf

n_actions, gamma, n_games, n_iterations = 4, 0.95, 5, 4
rng = np.random.RandomState(0)

X = tf.placeholder(tf.float32, shape=[None, 3])
hidden = tf.layers.dense(
    X, 4, activation=tf.nn.elu, kernel_initializer=tf.contrib.layers.variance_scaling_initializer()
)
logits = tf.layers.dense(hidden, n_actions)
action = tf.multinomial(tf.nn.log_softmax(logits), num_samples=1)
y = tf.one_hot(action[:, 0], n_actions)
cross_entropy = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits)
optimizer = tf.train.AdamOptimizer(0.01)
grads_and_vars = optimizer.compute_gradients(cross_entropy)
gradients = [grad for grad, variable in grads_and_vars]
gradient_placeholders = []
grads_and_vars_feed = []
for grad, variable in grads_and_vars:
    gradient_placeholder = tf.placeholder(tf.float32, shape=grad.get_shape())
    gradient_placeholders.append(gradient_placeholder)
    grads_and_vars_feed.append((gradient_placeholder, variable))
training_op = optimizer.apply_gradients(grads_and_vars_feed)
init = tf.global_variables_initializer()
saver = tf.train.Saver()


def discount_rewards(rewards, discount_rate):
    discounted = np.zeros(len(rewards))
    cumulative = 0
    for step in reversed(range(len(rewards))):
        cumulative = rewards[step] + cumulative * discount_rate
        discounted[step] = cumulative
    return discounted


with tf.Session() as sess:
    init.run()
    for iteration in range(n_iterations):
        all_rewards, all_gradients = [], []
        for game in range(n_games):
            rewards, current = [], []
            for step in range(6):
                obs = rng.rand(1, 3)
                action_val, gradients_val = sess.run([action, gradients], feed_dict={X: obs})
                rewards.append(float(action_val[0][0] == np.argmax(obs)))
                current.append(gradients_val)
            all_rewards.append(discount_rewards(rewards, gamma))
            all_gradients.append(current)
        feed_dict = {}
        for var_index, gradient_placeholder in enumerate(gradient_placeholders):
            mean_gradients = np.mean(
                [
                    reward * all_gradients[game_index][step][var_index]
                    for game_index, game_rewards in enumerate(all_rewards)
                    for step, reward in enumerate(game_rewards)
                ],
                axis=0,
            )
            feed_dict[gradient_placeholder] = mean_gradients
        sess.run(training_op, feed_dict=feed_dict)
    print("done", np.mean([r.sum() for r in all_rewards]) >= 0)
