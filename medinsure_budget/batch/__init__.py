"""Many files: read or checked over any executor, each a result of its own, whatever happens to it or to a worker."""

from medinsure_budget.batch.checked import Checked
from medinsure_budget.batch.many import check_many, read_many
from medinsure_budget.batch.progress import Progress
from medinsure_budget.errors import WorkerLostError
from medinsure_budget.frames.outcome import Result

__all__ = ["Checked", "Progress", "Result", "WorkerLostError", "check_many", "read_many"]
