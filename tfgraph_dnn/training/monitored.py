"""What opens sessions for a program, and saves by itself: monitored sessions, session managers, supervisors, hooks.

TensorFlow's classes, whose methods call our `Session` and our `Saver` where they called its own.
"""

from __future__ import annotations

from tfgraph_dnn._backend import Session, private, tf1
from tfgraph_dnn._backend.rebinding import rebound
from tfgraph_dnn.training.saver import Saver, adopted

_theirs = tf1.train


class SessionManager(_theirs.SessionManager):
    __doc__ = _theirs.SessionManager.__doc__

    _restore_checkpoint = rebound(_theirs.SessionManager._restore_checkpoint, {tf1.Session: Session})
    wait_for_session = rebound(_theirs.SessionManager.wait_for_session, {tf1.Session: Session})


class Scaffold(_theirs.Scaffold):
    __doc__ = _theirs.Scaffold.__doc__

    def finalize(self):
        super().finalize()
        adopted(self._saver)
        return self


class CheckpointSaverHook(_theirs.CheckpointSaverHook):
    __doc__ = _theirs.CheckpointSaverHook.__doc__

    def _get_saver(self):
        return adopted(super()._get_saver())


_OURS = {
    _theirs.SessionManager: SessionManager,
    _theirs.Scaffold: Scaffold,
    _theirs.CheckpointSaverHook: CheckpointSaverHook,
    _theirs.Saver: Saver,
}


class ChiefSessionCreator(_theirs.ChiefSessionCreator):
    __doc__ = _theirs.ChiefSessionCreator.__doc__

    __init__ = rebound(_theirs.ChiefSessionCreator.__init__, _OURS)
    _get_session_manager = rebound(_theirs.ChiefSessionCreator._get_session_manager, _OURS)


class WorkerSessionCreator(_theirs.WorkerSessionCreator):
    __doc__ = _theirs.WorkerSessionCreator.__doc__

    __init__ = rebound(_theirs.WorkerSessionCreator.__init__, _OURS)
    _get_session_manager = rebound(_theirs.WorkerSessionCreator._get_session_manager, _OURS)


class MonitoredSession(_theirs.MonitoredSession):
    __doc__ = _theirs.MonitoredSession.__doc__

    def __init__(self, session_creator=None, hooks=None, stop_grace_period_secs=120):
        super().__init__(session_creator or ChiefSessionCreator(), hooks, stop_grace_period_secs)


class SingularMonitoredSession(_theirs.SingularMonitoredSession):
    __doc__ = _theirs.SingularMonitoredSession.__doc__

    def __init__(
        self,
        hooks=None,
        scaffold=None,
        master="",
        config=None,
        checkpoint_dir=None,
        stop_grace_period_secs=120,
        checkpoint_filename_with_path=None,
    ):
        creator = ChiefSessionCreator(scaffold, master, config, checkpoint_dir, checkpoint_filename_with_path)
        # Past TensorFlow's own `__init__`, which would make a creator of its own.
        super(_theirs.SingularMonitoredSession, self).__init__(creator, hooks, False, stop_grace_period_secs)


_OURS |= {
    _theirs.ChiefSessionCreator: ChiefSessionCreator,
    _theirs.WorkerSessionCreator: WorkerSessionCreator,
    _theirs.MonitoredSession: MonitoredSession,
}
MonitoredTrainingSession = rebound(_theirs.MonitoredTrainingSession, _OURS)
evaluate_once = rebound(private.evaluate_once, _OURS)


class Supervisor(_theirs.Supervisor):
    __doc__ = _theirs.Supervisor.__doc__

    _init_saver = rebound(_theirs.Supervisor._init_saver, _OURS)
    _init_session_manager = rebound(_theirs.Supervisor._init_session_manager, _OURS)
