"""The report in words."""

from medinsure_budget.checks.arithmetic.shown import number, relation
from medinsure_budget.checks.report.findings import Finding
from medinsure_budget.checks.report.results import Results
from medinsure_budget.checks.report.uncovered import by_reason, in_words

HEADS = {"error": "必须更正", "warning": "请核实", "info": "规范提示"}
PASSED = {True: "无错误", False: "有错误", None: "检查不足"}
_ROUNDINGS = {"half_up": "四舍五入", "truncate": "截断", "either": "四舍五入或截断", "exact": "未舍入"}
_MOST_SKIPPED = 20


def summary(report: Results) -> str:
    """One line: how many relations, how they came out."""
    scope = report.document.scope
    if scope.kind == "nothing":
        return f"{report.document.name}：{scope}，没有可以核对的内容（{scope.reason}）。"
    counts = report.counts
    judged = sum(counts.values()) - counts["skipped"] - counts["not_applicable"]
    open_findings = [f for f in report.findings if not f.suppressed]
    per = {s: sum(f.severity == s for f in open_findings) for s in ("error", "warning", "info")}
    covered = sum(report.coverage.values())
    bare = report.coverage.get(0, 0)
    reached = (
        f"；{covered} 个非零数字" + ("全部至少有一条关系可核对" if not bare else f"中 {bare} 个没有关系可核对")
        if covered
        else ""
    )
    related, told = report.text_coverage
    reached += f"；正文 {told} 个金额中 {related} 个有关系可核对" if told else ""
    return (
        f"{report.document.name or report.document.agency.name}：共检查 {judged} 条：相等或符合 {counts['exact']}，"
        f"尾差 {counts['tail']}，同数异写 {counts['duplicate']}，可解释 {counts['explained']}，不符 {counts['error']}，"
        f"未能检查 {counts['skipped']}{reached}。发现：错误 {per['error']}，核实 {per['warning']}，提示 {per['info']}。"
    )


def placed(finding: Finding) -> str:
    """Where a finding stands in the file, and how a waiver names it."""
    where = f"第{finding.page}页" * bool(finding.page) + f"第{finding.line}行" * bool(finding.line)
    return f"［{where}{'，' if where else ''}编号 {finding.id}］"


def report_text(report: Results, *, tails: bool = False) -> str:
    """The whole report: findings by gravity, tails in one line, what could not be checked."""
    lines = [summary(report)]
    if report.document.scope.kind == "nothing" and not report.findings:
        return f"{lines[0]}\n"
    for severity, head in HEADS.items():
        found = [f for f in report.findings if f.severity == severity and not f.suppressed]
        if found:
            lines += ["", f"{head}（{len(found)}）"]
            lines += [
                f"{n}. {finding.title}（{finding.rule.id}）{finding.message}{placed(finding)}" for n, finding in enumerate(found, 1)
            ]
    accepted = [f for f in report.findings if f.suppressed]
    if accepted:
        lines += [
            "",
            f"已说明（{len(accepted)}）",
            *(f"- {f.title}（{f.rule.id}）{f.message}说明：{f.suppressed}" for f in accepted),
        ]
    if report.ok is None:
        lines += ["", "检查得不够，不能判定通过：", *(f"- {why}" for why in report.gaps)]
    lines += _tails(report, listed=tails)
    lines += _skipped(report)
    lines += _unread(report)
    lines += _uncovered(report)
    return "\n".join(lines) + "\n"


def _tails(report: Results, *, listed: bool) -> list[str]:
    found = [e for e in report.evaluations if e.verdict == "tail" and e.identity is not None and not e.severity]
    if not found:
        return []
    modes = "、".join(f"{unit.value}{_ROUNDINGS[report.figures.rounding[unit]]}" for unit in report.figures.units)
    joint = not any(f.rule.id == "JNT-01" for f in report.findings)
    together = "可由同一组未舍入的数同时解释，不需更正" if joint else "但不能由同一组未舍入的数同时解释"
    lines = ["", f"尾差 {len(found)} 处（{modes}），{together}。"]
    if listed:
        for evaluation in found:
            identity = evaluation.identity
            assert identity is not None  # noqa: S101 - holds by construction
            lines.append(f"- {relation(identity)}，差 {number(identity.residual, identity.left[0])}")
    return lines


def _uncovered(report: Results) -> list[str]:
    found = report.uncovered
    told = [f"- {in_words(why, own)}" for why, own in by_reason(found)]
    return ["", f"正文中未核对的金额（{len(found)}）", *told] if told else []


def unread(report: Results) -> list[str]:
    """What of the file was not read, so that nothing here judges it."""
    return [f"{f'第{note.page}页：' if note.page else ''}{note.message}" for note in report.document.notes if note.kind == "unread"]


def _unread(report: Results) -> list[str]:
    found = unread(report)
    return ["", f"文件里没有读懂、因此没有核对的（{len(found)}）", *(f"- {message}" for message in found)] if found else []


def _skipped(report: Results) -> list[str]:
    reasons: dict[str, list[str]] = {}
    for evaluation in report.evaluations:
        if evaluation.verdict == "skipped":
            why = evaluation.message or (evaluation.identity.doubt if evaluation.identity else "")
            reasons.setdefault(why, []).append(evaluation.rule)
    if not reasons:
        return []
    lines = ["", f"未能检查（{sum(map(len, reasons.values()))}）"]
    for why, rules in list(reasons.items())[:_MOST_SKIPPED]:
        lines.append(f"- {why}：{'、'.join(dict.fromkeys(rules))}")
    if len(reasons) > _MOST_SKIPPED:
        lines.append(f"- 另有 {len(reasons) - _MOST_SKIPPED} 种原因，见明细")
    return lines
