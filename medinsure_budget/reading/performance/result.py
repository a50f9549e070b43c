"""What was found of the performance forms among a document's blocks."""

from medinsure_budget.document.performance import EvaluationReport, ProjectGoal, ResultList, SelfEvaluation
from medinsure_budget.evidence import Note
from medinsure_budget.records import frozen


@frozen(kw_only=True)
class PerformanceReading:
    """What was found among the blocks.

    Attributes:
        self_evaluations: The 绩效自评表.
        result_lists: The lists of self-evaluations.
        evaluations: The evaluation reports.
        goals: Goals from forms of one project each; those of project tables come from `goals_of`.
        used: The blocks that were read here, titles, tables and the text of reports, and those left unread because
            their scores would pass for amounts.
        text: Those of them that are the text of reports, which is text of the document all the same.
        notes: What was repaired, ignored or not understood.
    """

    self_evaluations: tuple[SelfEvaluation, ...] = ()
    result_lists: tuple[ResultList, ...] = ()
    evaluations: tuple[EvaluationReport, ...] = ()
    goals: tuple[ProjectGoal, ...] = ()
    used: frozenset[int] = frozenset()
    text: frozenset[int] = frozenset()
    notes: tuple[Note, ...] = ()
