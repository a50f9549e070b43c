"""The pages that 目录 shows beside the pages on which LibreOffice sets each heading and table.

Run: python benchmarks/contents_pages.py FOLDER [NAME ...]; needs LibreOffice and pdfinfo.
"""

import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import medinsure_budget as mb
from medinsure_budget.writing.office import convert, office_program

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKED = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
READABLE = (".md", ".pdf", ".docx")


def shown(path):
    """The title and the page of each entry of 目录, by bookmark."""
    root = ET.fromstring(zipfile.ZipFile(path).read("word/document.xml"))  # noqa: S314 - our own file
    entries = {link.get(f"{W}anchor"): [text.text for text in link.iter(f"{W}t")] for link in root.iter(f"{W}hyperlink")}
    return {anchor: (words[0], int(words[-1])) for anchor, words in entries.items()}


def printed(path, folder):
    """The page of each bookmark in the PDF that LibreOffice makes."""
    made, said = convert(office_program(), path, MARKED, folder)
    if made is None:
        raise RuntimeError(said)
    told = subprocess.run(["pdfinfo", "-dests", str(made)], capture_output=True, text=True, check=True).stdout  # noqa: S607 - on the path
    return {name: int(page) for page, name in re.findall(r'^\s*(\d+)\s.*"(\w+)"', told, re.MULTILINE)}


def differences(document, folder, **how):
    """How many entries there are, and those with another page: title, page shown, page printed."""
    path = mb.write_docx(document, folder / "document.docx", overwrite=True, **how)
    real, entries = printed(path, folder), shown(path)
    return len(entries), [(title, page, real.get(anchor)) for anchor, (title, page) in entries.items() if real.get(anchor) != page]


def main():
    """Compare every document of a folder."""
    paths = [path for path in sorted(Path(sys.argv[1]).rglob("*")) if path.suffix in READABLE and path.name != "README.md"]
    total = wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in (path for path in paths if not sys.argv[2:] or path.stem in sys.argv[2:]):
            count, others = differences(mb.read(path), Path(folder))
            total, wrong = total + count, wrong + len(others)
            print(f"{path.stem}: {count} entries, {len(others)} wrong", *others, flush=True)
    print(f"{total} entries, {wrong} wrong")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
