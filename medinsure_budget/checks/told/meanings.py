"""What the words of a statement mean: a topic and a key, by the words themselves; headings only break ties."""

from collections.abc import Iterator

from medinsure_budget.document.narrative import Claim
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.lexicon import Shape, by_text, word_set

Meaning = tuple[str, str]

# The first shape that stands in the headings names the topic; narrower ones come first.
_TOPICS: tuple[tuple[str, Shape], ...] = (
    ("glossary", Shape(r"{GLOSSARY|ANNEX|DUTIES|CHECKED_SET_UP}|{OVERVIEW_WORD}$")),
    ("operating", Shape(r"{OPERATING}")),
    ("procurement", Shape(r"{BUYING}")),
    ("assets", Shape(r"{ASSETS_HELD}")),
    ("performance", Shape(r"{PERFORMANCE}")),
    ("three", Shape(r"{THREE_PUBLICS}")),
    ("fund", Shape(r"{GOVERNMENT_FUND}")),
    ("capital", Shape(r"{STATE_CAPITAL}")),
    ("basic", Shape(r"{BASIC_COST}")),
    ("general", Shape(r"{GENERAL_FUND}.*(?:{GRANT|EXPENDITURE})")),
    ("appropriation", Shape(r"{FISCAL}(?:{INCOME}{EXPENDITURE}|{BOTH_SIDES}|收、支|{INCOME}{OVERALL})")),
    ("overview", Shape(r"{BOTH_SIDES}(?:{ACCOUNT})?(?:{OVERALL})|{INCOME}{EXPENDITURE}(?:{ACCOUNT})?(?:{OVERALL})")),
    ("income", Shape(r"{INCOME}(?:{ACCOUNT|OVERALL})")),
    ("expenditure", Shape(r"{EXPENDITURE}(?:{ACCOUNT|OVERALL})")),
)

_WHOLE = r"(?:{ACCOUNT})?(?:{TOTAL|SUM})?数?"
_INCOME = r"(?:{INCOME})?" + _WHOLE
_ALL = r"(?:{LEVEL})?(?:{FINANCES|ACCOUNT})?总"
_SPENT = r"(?:{ACCOUNT})?(?:{EXPENDITURE})?" + _WHOLE
_SPENT_NOW = Shape(r"{THIS_YEAR}{EXPENDITURE}" + _WHOLE)
_BOUGHT = r"(?:{BUYING|EXPENDITURE|ACCOUNT|AMOUNT_WORD})*"
_BUY = r"(?:{PROCUREMENT|TO_BUY})?"

# Beside the total of everything, 本年收入合计 is no other name of it: 收入总计 holds what was carried in as well.
# By topic: the key, and the words that mean it. A bare 合计 means the whole of its section only.
_MEANINGS: dict[str, tuple[tuple[str, Shape], ...]] = {
    "three": (
        ("total", Shape(r"(?:{GENERAL_FUND})?(?:{GRANT})?{THREE_PUBLICS}(?:{OPERATED})?(?:{FISCAL})?" + _SPENT)),
        ("abroad", Shape(r"{ABROAD}(?:{COST_END})*(?:{ACCOUNT|EXPENDITURE})*")),
        ("vehicles", Shape(r"{VEHICLES_ALL}(?:{COST_END})*(?:{ACCOUNT|EXPENDITURE})*")),
        ("vehicle_purchase", Shape(r"{VEHICLES_BOUGHT}(?:{COST_END})*(?:{ACCOUNT|EXPENDITURE})*")),
        ("vehicle_running", Shape(r"{VEHICLES_RUN}(?:{COST_END})*(?:{ACCOUNT|EXPENDITURE})*")),
        ("reception", Shape(r"{RECEPTION}(?:{COST_END})*(?:{ACCOUNT|EXPENDITURE})*")),
        ("reception_foreign", Shape(r"{RECEPTION_FOREIGN}(?:{COST_END|EXPENDITURE})*")),
        ("reception_domestic", Shape(r"{RECEPTION_DOMESTIC}(?:{COST_END|EXPENDITURE})*")),
        ("reception_home", Shape(r"{RECEPTION_HOME}(?:{COST_END|EXPENDITURE})*")),
        ("meetings", Shape(r".{0,14}{MEETINGS}(?:{ACCOUNT|EXPENDITURE})*")),
        ("training", Shape(r".{0,14}{TRAINING}(?:{ACCOUNT|EXPENDITURE})*")),
    ),
    "operating": (("total", Shape(r".{0,40}{OPERATING}.{0,2}(?:{ARRANGED})?(?:{THIS_YEAR})?(?:{GENERAL_FUND})?(?:{GRANT})?" + _SPENT)),),
    "procurement": (
        ("goods_share", Shape(r"{GOODS}{BUYING}{AWARDED}.*")), ("works_share", Shape(r"{WORKS}{BUYING}{AWARDED}.*")),
        ("services_share", Shape(r"{SERVICES}{BUYING}{AWARDED}.*")),
        ("reserved_micro", Shape(r"(?=.*{MICRO}).*{RESERVED}.*|(?=.*{RESERVED}).*{MICRO}.*")),
        ("reserved_small", Shape(r"(?=.*{SMALL_MEDIUM}).*{RESERVED}.*")),
        ("small_micro", Shape(r".*{MICRO}.*")), ("small_medium", Shape(r".*{SMALL_MEDIUM}.*")),
        ("goods", Shape(_BUY + r"{GOODS}类?" + _BOUGHT)), ("works", Shape(_BUY + r"{WORKS}类?" + _BOUGHT)),
        ("services", Shape(_BUY + r"{SERVICES}类?" + _BOUGHT)),
        ("total", Shape(r"(?:{PROCUREMENT|BUYING})(?:{EXPENDITURE|ACCOUNT|TOTAL|SUM|AMOUNT_WORD|ARRANGED})*(?:\(.*\))?")),
    ),
    "performance": (
        ("arranged", Shape(r".{0,4}总?{BUDGET}{ARRANGED}{CHECKED_FUNDS}")), ("used", Shape(r".{0,4}{USED}{CHECKED_FUNDS}")),
        ("general_public", Shape(r"(?!.*(?:{GOVERNMENT_FUND|STATE_CAPITAL})).*{INVOLVES}.*{GENERAL_FUND}.*")),
        ("amount", Shape(r".*{INVOLVES}.*(?:{CHECKED_FUNDS|AMOUNT_WORD|FISCAL|EXPENDITURE|GRANT}).*|.*{INVOLVES}{YEAR_OR_PROJECT}")),
    ),
    "overview": (
        ("total", Shape(r"(?:{BOTH_SIDES}|{INCOME}{EXPENDITURE})(?:总{ACCOUNT}|(?:{ACCOUNT})?(?:{TOTAL|SUM}))")),
        ("income", Shape(r"(?:{THIS_YEAR})?{INCOME}(?:{ACCOUNT})?总.{1,2}|{INCOME}(?:{ACCOUNT})?(?:{TOTAL|SUM})")),
        ("expenditure", Shape(r"(?:{THIS_YEAR})?{EXPENDITURE}(?:{ACCOUNT})?总.{1,2}|{EXPENDITURE}(?:{ACCOUNT})?(?:{TOTAL|SUM})")),
    ),
    "appropriation": (
        ("total", Shape(r"{FISCAL}(?:{BOTH_SIDES}|{INCOME}{EXPENDITURE})(?:总{ACCOUNT}|(?:{ACCOUNT})?(?:{TOTAL|SUM}))")),
        ("income", Shape(r"{FISCAL}{INCOME}(?:总{ACCOUNT}|{ACCOUNT}?(?:{TOTAL|SUM}))")),
        ("expenditure", Shape(r"(?:{FISCAL})?{EXPENDITURE}(?:总{ACCOUNT}|{ACCOUNT}?(?:{TOTAL|SUM}))")),
        ("spent", Shape(r"{FISCAL}(?:{BUDGET|ARRANGED})?{EXPENDITURE}(?:{ACCOUNT})?")),
        ("general_public", Shape(r"{GENERAL_FUND}")), ("government_fund", Shape(r"{GOVERNMENT_FUND}")),
        ("state_capital", Shape(r"{STATE_CAPITAL}")), ("carried_out", Shape(r"{LEFT_OVER}")),
    ),
    "income": (
        ("total", Shape(r"(?:{THIS_YEAR})?(?:{INCOME}(?:总{ACCOUNT}|" + _WHOLE + r")|{ACCOUNT}{INCOME})|" + _ALL + "{INCOME}")),
        ("carried_in", Shape(r"{BROUGHT_IN}" + _INCOME)),
        ("appropriation", Shape(r"{FISCAL}{INCOME}" + _WHOLE)),
        ("general_public", Shape(r"{GENERAL_FUND}(?:{GRANT})?" + _INCOME)),
        ("government_fund", Shape(r"{GOVERNMENT_FUND}(?:{GRANT})?" + _INCOME)),
        ("state_capital", Shape(r"{STATE_CAPITAL}(?:{GRANT})?" + _INCOME)),
        ("special_account", Shape(r"{SPECIAL_ACCOUNT}" + _INCOME)), ("service_income", Shape(r"{SERVICE_INCOME}(?:\(.*\))?")),
        ("business_income", Shape(r"{BUSINESS_INCOME}")), ("grants_from_above", Shape(r"{FROM_ABOVE}")),
        ("remittances_from_below", Shape(r"{FROM_BELOW}")), ("other_income", Shape(r"{OTHER_INCOME}")),
    ),
    "expenditure": (
        (
            "total",
            Shape(r"(?:{THIS_YEAR})?(?:{EXPENDITURE}(?:总{ACCOUNT}|" + _WHOLE + r")|{ACCOUNT}{EXPENDITURE})|" + _ALL + "{EXPENDITURE}"),
        ),
        ("personnel", Shape(r"{PERSONNEL_COST}")), ("public", Shape(r"{PUBLIC_COST}")), ("basic", Shape(r"{BASIC_COST}" + _WHOLE)),
        ("project", Shape(r"{PROJECT_COST}" + _WHOLE)), ("business", Shape(r"{BUSINESS_COST}")), ("remitted_up", Shape(r"{REMITTED_UP}")),
        ("subsidies_down", Shape(r"{SUBSIDIES_DOWN}")), ("reserve", Shape(r"{RESERVE}" + _WHOLE)), ("carried_out", Shape(r"{LEFT_OVER}")),
    ),
    "general": (("total", Shape(r"{GENERAL_FUND}(?:{THIS_YEAR})?(?:{GRANT})?" + _SPENT)),),
    "fund": (("total", Shape(r"{GOVERNMENT_FUND}(?:{GRANT})?(?:{EXPENDITURE})" + _SPENT)), ("spent", _SPENT_NOW)),
    "capital": (("total", Shape(r"{STATE_CAPITAL}(?:{GRANT})?(?:{EXPENDITURE})" + _SPENT)), ("spent", _SPENT_NOW)),
    "basic": (
        ("total", Shape(r"(?:{GENERAL_FUND})?(?:{GRANT})?{BASIC_COST}" + _WHOLE)),
        ("personnel", Shape(r"{PERSONNEL_COST}")), ("public", Shape(r"{PUBLIC_COST}")),
    ),
}  # fmt: skip
_ORDER = tuple(_MEANINGS)
# Words that mean something only within their section.
# Sections of one fund, of the three publics, of purchases and the like tell of nothing but their own.
_WIDE = ("", "overview", "income", "expenditure", "appropriation", "general", "basic")
_BARE = {
    *(("appropriation", fund) for fund in ("general_public", "government_fund", "state_capital")),
    ("fund", "spent"), ("capital", "spent"), ("expenditure", "personnel"), ("expenditure", "public"),
}  # fmt: skip


@by_text
def topic_of(section: str) -> str:
    """The topic of a chain of headings, the innermost that has one."""
    for heading in reversed([fold(h) for h in section.split("/")]):
        found = next((topic for topic, shape in _TOPICS if shape.search(heading)), "")
        if found:
            return found
    return ""


def meanings(claim: Claim) -> Iterator[Meaning]:
    """What a statement may mean, the likeliest first: what its section makes of its words, then what the words say alone."""
    topic = topic_of(claim.section)
    subject = subject_of(claim)
    if not subject:
        return
    yield from _within(topic, subject)
    if subject in word_set("GENERAL_FUND", "GOVERNMENT_FUND", "STATE_CAPITAL"):
        return  # income or expenditure: only the section says
    for other in _ORDER if topic in _WIDE else ():
        if other != topic:
            yield from (m for m in _within(other, subject) if m not in _BARE)


@by_text
def _within(topic: str, subject: str) -> tuple[Meaning, ...]:
    return tuple((topic, key) for key, shape in _MEANINGS.get(topic, ()) if shape.fullmatch(subject))[:1]


def subject_of(claim: Claim) -> str:
    """The words of what a statement is about, folded, without its owner and without an ordinal."""
    return without_ordinal(fold(claim.subject).split("/")[-1])
