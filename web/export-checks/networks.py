"""Reads GEXF 1.2draft and GraphML with NetworkX, and compares with what there should be.

    /usr/bin/python3 networks.py FOLDER [--nodes COUNT --edges COUNT]

FOLDER, or folders in it, hold gexf12.gexf and graphml.graphml. An expected.json beside
them says what is in them; without one, both must hold the same, and as many nodes and
edges as the options say.
"""

import argparse
import json
import pathlib
import sys

import networkx


def read_gexf(path):
    graph = networkx.read_gexf(path)
    # Looks would be in "viz" were they in the namespace that NetworkX looks in, and
    # not in that of the schema. The times are what a graph without dynamics lacks.
    return graph, {"spells"}, {"id", "spells"}, lambda name: name


def read_graphml(path):
    graph = networkx.read_graphml(path)
    looks = {"identifier", "size", "x", "y", "r", "g", "b"}
    return graph, looks, {"id"}, lambda name: name.replace("/", ":").replace(" ", "_")


FORMATS = {"gexf12.gexf": read_gexf, "graphml.graphml": read_graphml}


def fail(message):
    sys.exit("FAILED: " + message)


def same(what, found, wanted):
    # A number of JSON may be an int where the column holds floats.
    if isinstance(found, float) and isinstance(wanted, (int, float)) and not isinstance(wanted, bool):
        wanted = float(wanted)
    if type(found) is not type(wanted) or found != wanted:
        fail(f"{what} is {found!r}, not {wanted!r}")


def text(value):
    """A list is one text in these formats."""
    return "; ".join(str(item) for item in value) if isinstance(value, list) else value


def attributes(where, found, wanted, besides):
    for name, value in wanted.items():
        if name not in found:
            fail(f"{where} has no {name}")
        same(f"{where} {name}", found[name], text(value))
    for name in found.keys() - wanted.keys() - besides:
        fail(f"{where} has {name}, which nobody expects")


def check(path, read, expected):
    graph, of_nodes, of_edges, token = read(path)
    if not graph.is_directed():
        fail(f"{path} is read as an undirected graph")
    same(f"{path}: number of nodes", graph.number_of_nodes(), len(expected["nodes"]))
    same(f"{path}: number of edges", graph.number_of_edges(), len(expected["edges"]))
    for name, wanted in expected["nodes"].items():
        if token(name) not in graph:
            fail(f"{path}: there is no node {token(name)}")
        attributes(f"{path}: {name}", graph.nodes[token(name)], wanted, of_nodes)
    edges = {data["id"] if "id" in data else key: (source, target, data) for source, target, key, data in keyed(graph)}
    for wanted in expected["edges"]:
        wanted = dict(wanted)
        source, target = wanted.pop("source"), wanted.pop("target")
        name = f"{source} {wanted['predicate']} {target}"
        if token(name) not in edges:
            fail(f"{path}: there is no edge {token(name)}")
        begin, end, found = edges[token(name)]
        same(f"{path}: ends of {name}", (begin, end), (token(source), token(target)))
        wanted["weight"] = float(max(1, wanted.get("claims", 1)))
        attributes(f"{path}: {name}", found, wanted, of_edges)
    print(f"{path}: NetworkX reads {graph.number_of_nodes()} nodes and {graph.number_of_edges()} edges, every attribute as expected")


def keyed(graph):
    if graph.is_multigraph():
        yield from graph.edges(keys=True, data=True)
    else:
        for source, target, data in graph.edges(data=True):
            yield source, target, data.get("id"), data


def derived(path, read, counts):
    """What should be there, from one of the files, where nothing else tells."""
    graph, of_nodes, of_edges, _ = read(path)
    same(f"{path}: number of nodes", graph.number_of_nodes(), counts.nodes)
    same(f"{path}: number of edges", graph.number_of_edges(), counts.edges)
    without = lambda data, names: {name: value for name, value in data.items() if name not in names}
    return {
        "nodes": {name: without(data, of_nodes) for name, data in graph.nodes(data=True)},
        "edges": [{**without(data, of_edges | {"weight"}), "source": a, "target": b} for a, b, _, data in keyed(graph)],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--nodes", type=int)
    parser.add_argument("--edges", type=int)
    given = parser.parse_args()
    first = next(iter(FORMATS))
    candidates = [given.folder, *sorted(path for path in given.folder.iterdir() if path.is_dir())]
    folders = [path for path in candidates if (path / first).exists()]
    if not folders:
        fail(f"{given.folder} and the folders in it have no {first}")
    for folder in folders:
        if (folder / "expected.json").exists():
            expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        elif given.nodes is None or given.edges is None:
            fail(f"{folder} has no expected.json; say --nodes and --edges")
        else:
            expected = derived(folder / first, FORMATS[first], given)
        for name, read in FORMATS.items():
            check(folder / name, read, expected)


if __name__ == "__main__":
    main()
