"""What happens, for programs that keep a log: one logger, ``logging.getLogger("medinsure_budget")``, silent unless asked."""

import logging

LOG = logging.getLogger("medinsure_budget")
# Where nobody configured logging, Python would print warnings on the error stream.
LOG.addHandler(logging.NullHandler())
