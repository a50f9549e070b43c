"""Read a published final account (or the file named on the command line), check it, write its tables as a workbook."""

import sys
from pathlib import Path

import medinsure_budget as mb

HERE = Path(__file__).resolve().parent
SAMPLE = HERE / "data" / "云溪市医疗保障局2023年度部门决算.md"


def main() -> None:
    """Read, check, write; print what came out."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    doc = mb.read(source)
    print(f"{doc.agency.name} {doc.year} 年，{len(doc.sheets)} 张表：")
    for sheet in doc:
        print(f"  {sheet.number or '——'}  {sheet.title}（{len(sheet.rows)} 行）")

    report = mb.check(doc)
    print(report)
    for finding in report.findings:
        print(f"  {finding}")

    target = HERE / "output" / f"{source.stem}.xlsx"
    target.parent.mkdir(exist_ok=True)
    print(f"公开表格已写入 {mb.write_xlsx(doc, target, overwrite=True)}")


if __name__ == "__main__":
    main()
