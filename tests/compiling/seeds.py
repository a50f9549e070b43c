"""Documents compiled again from the verified leaf figures of real ones."""

from attrs import evolve

import medinsure_budget as mb
from medinsure_budget.document import Agency
from tests.compiling.oracle import Lines, fen, leaves, spend, spread, table

PERSONNEL = ("301", "303")


def spend_basic(lines, unit, functional, economic, **more):
    """Basic expenditure where the table of subjects does not part personnel from public: 公用 is in 行政运行."""
    staff = {code: v for code, v in economic.items() if code.startswith(PERSONNEL)}
    public = {code: v for code, v in economic.items() if code not in staff}
    running = sum(public.values())
    spend(lines, unit, {**functional, "2101501": functional["2101501"] - running}, staff, "personnel", **more)
    spend(lines, unit, {"2101501": running}, public, "public", **more)


def project(lines, unit, subject, name, amount, **more):
    lines.add("expenditure", unit=unit, functional=subject, economic="30299", source="general_public",
              purpose="project", project=name, amount=amount, **more)  # fmt: skip


def department(edition=None):
    """A department's budget in 万元 with a carry-over."""
    functional = table("seed001", "一般公共预算支出表")
    economic = table("seed001", "一般公共预算基本支出表")
    name = table("seed001", "项目支出预算表")["rows"][1]["keys"]["单位名称"]
    lines = Lines()
    for field, purpose in (("人员经费", "personnel"), ("公用经费", "public")):
        of_subjects = leaves(functional, f"基本支出/{field}", 7)
        of_economic = leaves(economic, f"本年一般公共预算基本支出/{field}", 5)
        spend(lines, name, of_subjects, of_economic, purpose, unit_code="189001")
    for code, amount in leaves(functional, "项目支出", 7).items():
        project(lines, name, code, table("seed001", "项目支出预算表")["rows"][1]["label"], amount)
    income = table("seed001", "收入预算总表")["rows"][0]["values"]
    lines.add("income", unit=name, source="general_public", amount=fen(income["本年收入/小计"], "万元"))
    lines.add("carried_in", unit=name, source="general_public", amount=fen(income["上年结转结余/小计"], "万元"))
    return mb.compile_budget(lines.ledger(), agency=Agency(name, "部门"), year=2024, edition=edition)


def accounts(edition=None):
    """A unit's final accounts in 万元."""
    spent, economic = table("seed002", "支出决算表（分科目）"), table("seed002", "基本支出决算明细表")
    income = table("seed002", "收入决算表（分科目）")
    name = table("seed002", "收入决算表（分单位）")["rows"][1]["label"]
    amounts = {r["code"]: fen(next(iter(r["values"].values())), "万元") for r in economic["rows"] if len(r["code"]) == 5}
    lines = Lines()
    spend_basic(lines, name, leaves(spent, "基本支出", 7), {code: v for code, v in amounts.items() if v})
    for code, amount in leaves(spent, "项目支出", 7).items():
        project(lines, name, code, "项目支出", amount)
    # The whole year's budget of what the three publics spent is the printed one, the same amount.
    lines[:] = [evolve(line, budget=line.amount) if line.economic == "30217" else line for line in lines]
    for code, amount in leaves(income, "本年收入合计", 7).items():
        lines.add("income", unit=name, source="general_public", functional=code, amount=amount)
    return mb.compile_final_accounts(lines.ledger(), agency=Agency(name, "单位"), year=2023, edition=edition)


def district(edition=None):
    """A district's budget of 2021 in 元, projects with indicators."""
    functional, economic = table("seed004", "一般公共预算支出表"), table("seed004", "基本支出表")
    goals = [r for r in table("seed004", "项目绩效目标表")["rows"] if (r.get("keys") or {}).get("项目名称")]
    lines = Lines()
    spend_basic(lines, "局机关", leaves(functional, "基本支出", 7), leaves(economic, "金额", 5))
    relief = leaves(functional, "项目支出", 7)["2101301"]
    projects = {(r["keys"]["单位编码"], r["keys"]["项目名称"]): fen(r["values"]["合计"], "元") for r in goals}
    for (code, name), amount in projects.items():
        subject = "2101301" if amount == relief else "2101502"
        project(lines, f"单位{code}", subject, name, amount, unit_code=code)
    for row in goals:
        lines.add("performance", project=row["keys"]["项目名称"], item="产出目标/数量指标/指标")
    for unit in dict.fromkeys(line.unit for line in lines if line.amount):
        own = sum(line.amount for line in lines if line.unit == unit and line.kind == "expenditure")
        lines.add("income", unit=unit, source="general_public", amount=own)
    return mb.compile_budget(lines.ledger(), agency=Agency("区医疗保障局", "部门"), year=2021, edition=edition)


def economic_leaves(found, column):
    """The amounts by 款; one document prints 30102 as 3012 because its columns hold numbers."""
    return {
        code[:3] + code[3:].zfill(2): amount
        for length in (4, 5) for code, amount in leaves(found, column, length).items()
    }  # fmt: skip


def spend_parts(lines, unit, functional, economic, operating=0):
    """Basic expenditure whose purpose is that of its economic subject; so much of the public part is of a public office."""
    for subject, code, amount in spread(functional, economic):
        purpose = "personnel" if code.startswith(PERSONNEL) else "public"
        own = min(operating, amount) if purpose == "public" else 0
        operating -= own
        for of, kind, part in ((f"{unit}机关", "行政单位", own), (unit, "事业单位", amount - own)):
            if part:
                lines.add("expenditure", unit=of, unit_kind=kind, functional=subject, economic=code, purpose=purpose,
                          source="general_public", amount=part)  # fmt: skip


def bureau(edition=None):
    """A department's final accounts in Shanghai, with a balance that is not the treasury's."""
    whole, fiscal = table("sh02", "支出决算表"), table("sh02", "一般公共预算财政拨款支出决算表")
    income, overview = table("sh02", "收入决算表"), table("sh02", "收入支出决算总表")["rows"]
    lines, name = Lines(), "上海市普陀区规划和自然资源局"
    economic = economic_leaves(table("sh02", "一般公共预算财政拨款基本支出决算表"), "决算数")
    spend_parts(lines, name, leaves(fiscal, "基本支出", 7), economic)
    spent, basic = leaves(fiscal, "合计", 7), leaves(fiscal, "基本支出", 7)
    for code in leaves(fiscal, "项目支出", 7):
        # The printed parts of one subject are 0.01 short of its printed sum.
        project(lines, name, code, "项目支出", spent[code] - basic.get(code, 0))
    for code, amount in leaves(whole, "本年支出合计", 7).items():
        if amount != spent[code]:
            lines.add("expenditure", unit=name, functional=code, economic="30299", source="unit_funds", purpose="public",
                      amount=amount - spent[code])  # fmt: skip
    for code, amount in leaves(income, "本年收入合计", 7).items():
        lines.add("income", unit=name, source="general_public", functional=code, amount=amount)
    (publics,) = table("sh02", "三公")["rows"]
    planned = _ended(publics["values"], "公务接待费/预算数")
    reception = [at for at, line in enumerate(lines) if line.economic == "30217"]
    lines[:] = [evolve(line, initial_budget=planned if at == reception[0] else 0) if at in reception else line
                for at, line in enumerate(lines)]  # fmt: skip
    kept = {row["label"]: fen(row["values"].get(f"{part}/决算数"), "万元") for row in overview for part in ("收入", "支出")
            if row["values"].get(f"{part}/决算数")}  # fmt: skip
    lines.add("carried_in", unit=name, source="unit_funds", amount=kept["年初结转和结余"])
    lines.add("carried_out", unit=name, source="unit_funds", amount=kept["年末结转和结余"])
    return mb.compile_final_accounts(lines.ledger(), agency=Agency(name, "部门"), year=2024, edition=edition)


def office(edition=None):
    """A department's budget in Shanghai in 元, three code columns, a car to be bought by a project."""
    spent = table("sh08", "一般公共预算支出功能分类预算表")
    lines, name = Lines(), "上海市普陀区人民政府万里街道办事处"
    economic = economic_leaves(table("sh08", "部门预算经济分类预算表"), "一般公共预算基本支出/合计")
    values = table("sh08", "三公")["rows"][0]["values"]
    car, operating = _ended(values, "/购置费"), _ended(values, "机关运行经费预算数")
    spend_parts(lines, name, leaves(spent, "一般公共预算支出/基本支出", 7), economic, operating)
    for code, amount in leaves(spent, "一般公共预算支出/项目支出", 7).items():
        bought = min(car, amount)
        car -= bought
        project(lines, name, code, "项目", amount - bought)
        if bought:
            lines.add("expenditure", unit=name, functional=code, economic="31013", source="general_public", purpose="project",
                      project="购车", amount=bought)  # fmt: skip
    # What each subject receives is printed once for all offices, and is what it spends.
    for unit, code in dict.fromkeys((line.unit, line.functional) for line in lines):
        own = sum(line.amount for line in lines if (line.unit, line.functional, line.kind) == (unit, code, "expenditure"))
        lines.add("income", unit=unit, source="general_public", functional=code, amount=own)
    return mb.compile_budget(lines.ledger(), agency=Agency(name, "部门"), year=2024, edition=edition)


def congress(edition=None):
    """A department's budget in Jiangsu with a reserve, meetings, training and a procurement list."""
    lines, name = Lines(), "江苏省人大常委会办公厅"
    functional = leaves(table("js03", "财政拨款支出预算表（功能科目）"), "金额", 7)
    basic = economic_leaves(table("js03", "财政拨款基本支出预算表（经济科目）"), "金额")
    (by_purpose,), (publics,) = (table("js03", title)["rows"] for title in ("支出预算总表", "会议费、培训费支出预算表"))
    costs = {code: _ended(publics["values"], end) for code, end in
             {"30212": "因公出国（境）费", "30217": "公务接待费", "30215": "会议费", "30216": "培训费"}.items()}  # fmt: skip
    costs["30299"] = _ended(by_purpose["values"], "项目支出") - sum(costs.values())
    parts = {("", code): v for code, v in basic.items()} | {("project", code): v for code, v in costs.items()}
    parts["reserve", "39999"] = _ended(by_purpose["values"], "单位预留机动经费")
    for subject, (purpose, code), amount in spread(functional, parts):
        own = purpose or ("personnel" if code.startswith(PERSONNEL) else "public")
        lines.add("expenditure", unit=name, functional=subject, economic=code, source="general_public", purpose=own,
                  project="专项" if own == "project" else "", amount=amount)  # fmt: skip
    lines.add("income", unit=name, source="general_public", amount=sum(functional.values()))
    _bought(lines, name, table("js03", "政府采购预算表")["rows"])
    return mb.compile_budget(lines.ledger(), agency=Agency(name, "部门"), year=2019, edition=edition)


def _ended(values, end):
    return next(fen(v, "万元") for k, v in values.items() if k.endswith(end))


def _bought(lines, name, rows):
    """The procurement list: a class, under it projects with their economic subject, under them what is bought."""
    subjects = {s.name: s.code for s in mb.subjects.catalogue(2019).economic}
    kind, of, economic = "", "", ""
    for row in rows:
        first, _, second = row["label"].partition("/")
        if not second:
            kind = first.strip("一二三、ABC")
        elif second in subjects:
            of, economic = first, subjects[second]
        else:
            lines.add("procurement", item=kind, unit=name, project=of, economic=economic, text=first, value=second,
                      amount=fen(row["values"]["总计"], "万元"))  # fmt: skip
