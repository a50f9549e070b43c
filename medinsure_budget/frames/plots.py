"""Pictures of disclosures with matplotlib (extra ``plot``): Chinese labels simply work.

Each function answers with a matplotlib figure to show, to save or to go on with. Amounts are drawn in 万元; only pictures
use floats.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, wraps
from typing import Any, TypeVar

from medinsure_budget.document import Document, views
from medinsure_budget.errors import UsageError, missing_extra
from medinsure_budget.files.characters import refuse_unprintable
from medinsure_budget.forms import BudgetOverview, FinalOverview, Row, Sheet

_WAN = 10_000
_MOST = 10
_SUMS = ("year_income", "year_expenditure", "total_income", "total_expenditure", "appropriation")
# Fonts with Chinese that systems and offices bring, the usual ones first; the digits come from the second family.
_FONTS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei", "WenQuanYi Micro Hei",
    "Noto Sans CJK JP", "Noto Serif CJK SC", "SimSun", "Arial Unicode MS",
)  # fmt: skip
_UNDATED: dict[str, dict[str, Any]] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
_Plot = TypeVar("_Plot", bound=Callable[..., Any])


def chinese_font() -> str:
    """The Chinese font that pictures are written with.

    Raises:
        UsageError: when matplotlib is not installed, or the system has no Chinese font.
    """
    try:
        from matplotlib import font_manager
    except ImportError as error:
        raise UsageError(missing_extra("画图", "plot")) from error
    known = {font.name for font in font_manager.fontManager.ttflist}
    found = next((name for name in _FONTS if name in known), None)
    if found is None:
        raise UsageError(f"系统中没有中文字体，请安装其中一种：{'、'.join(_FONTS[:5])}")
    return found


def _in_chinese(plot: _Plot) -> _Plot:
    @wraps(plot)
    def drawn(*args: Any, **kwargs: Any) -> Any:
        font = chinese_font()
        from matplotlib import rc_context

        # Words between dollar signs are words, no formula.
        with rc_context({"font.family": [font, "DejaVu Sans"], "axes.unicode_minus": False, "text.parse_math": False}):
            figure = plot(*args, **kwargs)
            refuse_unprintable(list(_words(figure)), "图")
            return figure

    return drawn  # type: ignore[return-value]  # wraps keeps the signature


def _words(figure: Any) -> Iterator[str]:
    """All words of a figure, those of its scales too, which are made when they are first asked for."""
    from matplotlib.text import Text

    for axes in figure.axes:
        for text in (*axes.get_xticklabels(), *axes.get_yticklabels(), *axes.findobj(Text)):
            yield text.get_text()


@cache
def _figure_of_ours() -> type[Any]:
    """The class of figures whose pictures are the same bytes whenever they are saved."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    class Drawn(Figure):
        def savefig(self, fname: Any, *args: Any, metadata: Any = None, **how: Any) -> None:
            ending = how.get("format") or str(fname).rpartition(".")[2]
            with rc_context({"svg.hashsalt": "medinsure-budget"}):
                super().savefig(fname, *args, metadata=_UNDATED.get(ending, {}) | (metadata or {}), **how)

    return Drawn


def _axes(title: str, *, high: float = 4.5) -> tuple[Any, Any]:
    figure = _figure_of_ours()(figsize=(8, high), layout="constrained")
    axes = figure.subplots()
    axes.set_title(title)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _title(document: Document, what: str) -> str:
    year = f"{document.year}年" if document.year else ""
    return f"{document.agency.name}{year}{what}"


@_in_chinese
def functional_shares(document: Document) -> Any:
    """Expenditure by functional 类, the largest on top, with its share of all."""
    frame = views.functional(document.sheets, "float")
    frame = frame[frame["层级"] == 1]
    if not len(frame):
        raise UsageError(f"{document.name}：没有按功能分类列示支出的表")
    amounts = frame.set_index("科目名称").iloc[:, 2].dropna().sort_values()[-_MOST:] / _WAN
    figure, axes = _axes(_title(document, "支出（按功能分类）"), high=1.5 + 0.4 * len(amounts))
    bars = axes.barh(amounts.index, amounts)
    axes.bar_label(bars, [f"{value:,.2f}（{value / amounts.sum():.1%}）" for value in amounts], padding=3)
    axes.margins(x=0.25)
    axes.set_xlabel("万元")
    return figure


@_in_chinese
def flow(document: Document) -> Any:
    """What came in beside what went out, line by line of the overview."""
    sheet = next((s for s in document.sheets if s.form in (FinalOverview, BudgetOverview)), None)
    if sheet is None:
        raise UsageError(f"{document.name}：没有收支总表")
    from matplotlib import colormaps

    figure, axes = _axes(_title(document, "收支总览"))
    axes.set_prop_cycle(color=[colormaps["tab20"](at) for at in range(20)])
    for at, side in enumerate(("income", "expenditure")):
        below = 0.0
        for name, height in _parts(document, sheet, side):
            # Words would not fit into thin slices: every slice stands in the legend, in the order of the stack.
            axes.bar(at, height, bottom=below, width=0.6, edgecolor="white", label=f"{name} {height:,.2f}")
            below += height
    axes.set_xticks([0, 1], ["收入", "支出"])
    axes.set_ylabel("万元")
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), reverse=True, fontsize=8)
    return figure


def _parts(document: Document, sheet: Sheet[Row], side: str) -> Iterator[tuple[str, float]]:
    """The lines of a side that are no sums of others; expenditure by 类, as some overviews print 款 and 项 as well."""
    classes = views.functional(document.sheets, "float")
    by_class = classes[classes["层级"] == 1] if side == "expenditure" else classes[:0]
    for row in by_class.itertuples(index=False):
        yield row[1], row[3] / _WAN
    for row in sheet:
        amount = row.amount_of("amount")
        named = row.line not in _SUMS if row.line or side == "income" else not len(by_class)
        if row.side == side and named and amount is not None and amount.worth:
            yield row.name, float(amount.worth / _WAN)


@_in_chinese
def three_publics_over_years(documents: Iterable[Document]) -> Any:
    """“三公”经费 of several years of one agency: outturns where they are printed, else budgets."""
    by_year = {}
    for document in sorted(documents, key=lambda d: (d.year or 0, d.kind)):
        frame = views.three_publics(document.sheets, "float").set_index("项目")
        if document.year and len(frame):
            by_year[document.year] = frame[frame.columns[-1]] / _WAN
    if not by_year:
        raise UsageError("这些文件中没有“三公”经费表")
    figure, axes = _axes("“三公”经费")
    years, below = list(by_year), [0.0] * len(by_year)
    for name in ("因公出国(境)费用", "公务用车购置及运行费", "公务接待费"):
        heights = [float(by_year[year].get(name, 0) or 0) for year in years]
        axes.bar(range(len(years)), heights, bottom=below, label=name, width=0.6)
        below = [b + h for b, h in zip(below, heights, strict=True)]
    axes.set_xticks(range(len(years)), [f"{year}年" for year in years])
    axes.set_ylabel("万元")
    axes.legend()
    return figure


@_in_chinese
def completion(document: Document) -> Any:
    """Budget and outturn of “三公”经费 beside each other."""
    frame = views.three_publics(document.sheets, "float").set_index("项目") / _WAN
    if list(frame.columns) != ["预算数", "决算数"]:
        raise UsageError(f"{document.name}：没有同时列示预算数和决算数的“三公”经费表")
    figure, axes = _axes(_title(document, "“三公”经费预算执行"))
    for shift, column in ((-0.2, "预算数"), (0.2, "决算数")):
        bars = axes.bar([at + shift for at in range(len(frame))], frame[column], width=0.4, label=column)
        axes.bar_label(bars, fmt="%.2f", fontsize=8)
    axes.set_xticks(range(len(frame)), [name.replace("公务用车", "公务用车\n") for name in frame.index], fontsize=8)
    axes.set_ylabel("万元")
    axes.legend()
    return figure
