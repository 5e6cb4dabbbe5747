"""openpyxl reads the workbook and finds every thing, relation and claim that
expected.json lists, with its attributes, and that each link leads to the row of the
thing that it names: python3 sheets.py FOLDER"""

import json
import pathlib
import re
import sys

import openpyxl

PLURALS = {
    "Place": "Places", "Official": "Officials", "Tenure": "Tenures", "Post": "Posts", "Organisation": "Organisations",
    "Enterprise": "Enterprises", "Industry": "Industries", "Cluster": "Clusters", "Programme": "Programmes", "Project": "Projects",
    "Platform": "Platforms", "Target": "Targets", "Figure": "Figures", "Metric": "Metrics", "Document": "Documents", "Claim": "Claims",
}


def fail(message):
    print("FAILED", message, file=sys.stderr)
    sys.exit(1)


def same(what, got, want):
    if got != want or isinstance(got, bool) != isinstance(want, bool):
        fail(f"{what}: is {got!r}, should be {want!r}")


def plain(value):
    """A value as a cell has it: lists as one text."""
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    return value


def rows(sheet):
    """The cells of each row by the names of the columns; those that are empty are left out."""
    header = [cell.value for cell in sheet[1]]
    if len(set(header)) != len(header):
        fail(f"{sheet.title}: a column is there twice: {header}")
    for row in sheet.iter_rows(min_row=2):
        yield {name: cell for name, cell in zip(header, row) if cell.value is not None}


def compare(what, cells, want, skip=()):
    got = {name: cell.value for name, cell in cells.items() if name not in skip}
    for name in sorted(set(got) | set(want)):
        same(f"{what} {name}", got.get(name), want.get(name))
        if cells[name].data_type == "f":
            fail(f"{what} {name}: the text became a formula")


class Links:
    """Where cells lead."""

    def __init__(self, book):
        self.book, self.count = book, 0

    def follow(self, cell):
        if cell.hyperlink is None:
            fail(f"{cell.parent.title}!{cell.coordinate} leads nowhere")
        place = re.fullmatch(r"'([^']+)'!A(\d+)", cell.hyperlink.location or "")
        if not place or place[1] not in self.book.sheetnames:
            fail(f"{cell.parent.title}!{cell.coordinate} leads to {cell.hyperlink.location!r}, which is no place in the workbook")
        self.count += 1
        sheet = self.book[place[1]]
        header = [c.value for c in sheet[1]]
        return {name: c.value for name, c in zip(header, sheet[int(place[2])])}

    def leads_to(self, cell, thing):
        same(f"{cell.parent.title}!{cell.coordinate}: what its link leads to", self.follow(cell).get("id"), thing)

    def names(self, cell, thing):
        self.leads_to(cell, thing)
        same(f"{cell.parent.title}!{cell.coordinate}: the name there", cell.value, self.follow(cell)["label"])


def check(file, want):
    book = openpyxl.load_workbook(file)
    links = Links(book)
    # Row by row, as pandas reads; there a sheet has the size that it says.
    streamed = openpyxl.load_workbook(file, read_only=True)
    for sheet in book.worksheets[1:]:
        same(f"{sheet.title}: its size, as it says", streamed[sheet.title].calculate_dimension(), sheet.dimensions)
    of_kind = {}
    for thing, node in want["nodes"].items():
        of_kind.setdefault(node["kind"], {})[thing] = node
    claims = of_kind.pop("Claim", {})
    relations = [edge for edge in want["edges"] if "curated" in edge]
    said = {}  # subject, object and document of each claim
    for edge in want["edges"]:
        if "curated" not in edge:
            said.setdefault(edge["source"], {})[edge["predicate"]] = edge["target"]

    sheets = ["About"] + [plural for kind, plural in PLURALS.items() if kind in of_kind] + ["Relations"] + (["Claims"] if claims else [])
    same("sheets", book.sheetnames, sheets)
    for sheet in book.worksheets[1:]:
        same(f"{sheet.title}: frozen at", sheet.freeze_panes, "A2")
        if not all(cell.font.b for cell in sheet[1]):
            fail(f"{sheet.title}: its header is not bold")
        filtered = sheet.auto_filter.ref.replace("$", "")
        same(f"{sheet.title}: filter over", filtered, sheet.dimensions)
        for column in sheet.iter_cols():
            if len(column) > 1 and all(cell.value is None for cell in column[1:]):
                fail(f"{sheet.title}: nothing stands in the column {column[0].value}")

    about = {row[0].value: row for row in book["About"].iter_rows()}
    for name in sheets[1:]:
        same(f"About: rows of {name}", about[name][1].value, book[name].max_row - 1)
        same(f"About: link to {name}", about[name][0].hyperlink.location, f"'{name}'!A1")

    for kind, nodes in of_kind.items():
        sheet = book[PLURALS[kind]]
        same(f"{sheet.title}: rows", sheet.max_row - 1, len(nodes))
        same(f"{sheet.title}: first column", sheet["A1"].value, "label")
        seen = set()
        for cells in rows(sheet):
            thing = cells["id"].value
            if thing not in nodes or thing in seen:
                fail(f"{sheet.title}: {thing} is there twice, or should not be there")
            seen.add(thing)
            node = {name: plain(value) for name, value in nodes[thing].items() if name != "kind"}
            compare(thing, cells, node, skip=("id",))
            if "region" in node and node["region"] in want["nodes"]:
                links.leads_to(cells["region"], node["region"])
            about_it = [claim for claim, ends in said.items() if thing in ends.values()]
            if about_it:
                same(f"{thing}: the claim to which it leads is about it", links.follow(cells["claims"])["id"] in about_it, True)

    sheet = book["Relations"]
    same("Relations: rows", sheet.max_row - 1, len(relations))
    for cells, edge in zip(rows(sheet), relations):
        wanted = {name: plain(value) for name, value in edge.items() if name not in ("source", "target")}
        compare(f"Relations {cells['id'].value}", cells, wanted, skip=("id", "subject", "object", "subjectId", "objectId"))
        same("Relations: subjectId", cells["subjectId"].value, edge["source"])
        same("Relations: objectId", cells["objectId"].value, edge["target"])
        links.names(cells["subject"], edge["source"])
        links.names(cells["object"], edge["target"])

    if claims:
        sheet = book["Claims"]
        same("Claims: rows", sheet.max_row - 1, len(claims))
        seen = set()
        for cells in rows(sheet):
            claim = cells["id"].value
            if claim not in claims or claim in seen:
                fail(f"Claims: {claim} is there twice, or should not be there")
            seen.add(claim)
            wanted = {name: plain(value) for name, value in claims[claim].items() if name != "kind"}
            compare(claim, cells, wanted, skip=("id", "subject", "object", "documentTitle", "subjectId", "objectId"))
            same(f"{claim} subjectId", cells["subjectId"].value, said[claim]["subject"])
            same(f"{claim} objectId", cells["objectId"].value, said[claim]["object"])
            links.names(cells["subject"], said[claim]["subject"])
            links.names(cells["object"], said[claim]["object"])
            links.names(cells["documentTitle"], said[claim]["document"])
    print(f"ok xlsx: {len(sheets)} sheets with {len(want['nodes'])} things and claims and {len(relations)} relations, {links.count} links followed")


def main():
    if len(sys.argv) != 2:
        fail("give the folder of the exports")
    folder = pathlib.Path(sys.argv[1])
    below = [folder] if (folder / "expected.json").exists() else [folder / "without-claims", folder / "with-claims"]
    for part in below:
        print("#", part.name)
        check(part / "xlsx.xlsx", json.loads((part / "expected.json").read_text("utf-8")))


main()
