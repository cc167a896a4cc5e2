"""The built graph in other formats."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow  # type: ignore[import-untyped]
import pyarrow.parquet  # type: ignore[import-untyped]
from pyoxigraph import RdfFormat, parse, serialize

from graph import export_rdf12, network, store
from graph.files import atomic
from graph.neo4j import dump
from graph.property_graph import PropertyGraph
from graph.sparql import ask
from ontology.errors import BuildError
from ontology.names import PREFIXES

__all__ = ["FORMATS", "TABLES", "export"]

#: The tables of csv and parquet: name and query.
TABLES = {
    "entities": """SELECT ?id ?type ?name ?name_en ?name_hant (GROUP_CONCAT(?alias; separator=" | ") AS ?aliases) {
      { SELECT DISTINCT ?id { ?id jp:mentionedIn ?d } }
      ?id a ?class ; rdfs:label ?name . jp:Entity owl:disjointUnionOf/rdf:rest*/rdf:first ?class
      BIND(STRAFTER(STR(?class), "#") AS ?type)
      OPTIONAL { ?id skos:prefLabel ?name_en FILTER(LANGMATCHES(LANG(?name_en), "en")) }
      OPTIONAL { ?id skos:prefLabel ?name_hant FILTER(LANGMATCHES(LANG(?name_hant), "zh-Hant")) }
      OPTIONAL { ?id skos:altLabel ?alias }
    } GROUP BY ?id ?type ?name ?name_en ?name_hant ORDER BY ?id""",
    "assertions": """SELECT ?id ?subject ?subject_name ?relation ?object ?object_name ?status ?when ?from ?until
        ?confidence ?rule ?document ?start ?end ?quote {
      ?id a jp:Assertion ; jp:subject ?subject ; jp:predicate ?p ; jp:object ?object ; jp:status ?status ;
          jp:confidence ?confidence ; prov:wasDerivedFrom/jp:sha256 ?document ; jp:start ?start ; jp:end ?end ;
          jp:quote ?quote .
      ?subject rdfs:label ?subject_name . ?object rdfs:label ?object_name
      BIND(STRAFTER(STR(?p), "#") AS ?relation)
      OPTIONAL { ?id jp:rule ?rule } OPTIONAL { ?id jp:when ?when } OPTIONAL { ?id jp:from ?from ; jp:until ?until }
    } ORDER BY ?id""",
    "observations": """SELECT ?id ?about ?about_name ?indicator ?value ?unit ?number ?base_unit ?period ?from ?until
        ?status ?confidence ?document ?start ?end ?quote {
      ?id a jp:Observation ; jp:about ?about ; jp:indicator ?indicator ; jp:value ?value ; jp:confidence ?confidence ;
          jp:observationStatus ?status ; prov:wasDerivedFrom/jp:sha256 ?document ; jp:start ?start ; jp:end ?end ;
          jp:quote ?quote .
      ?about rdfs:label ?about_name
      OPTIONAL { ?id jp:unit ?unit } OPTIONAL { ?id jp:number ?number } OPTIONAL { ?id jp:baseUnit ?base_unit }
      OPTIONAL { ?id jp:period ?period } OPTIONAL { ?id jp:from ?from ; jp:until ?until }
    } ORDER BY ?id""",
    "documents": """SELECT ?id ?sha256 ?file ?title ?issued ?encoding {
      ?id a jp:Document ; jp:sha256 ?sha256 ; jp:fileName ?file ; jp:encoding ?encoding
      OPTIONAL { ?id dcterms:title ?title } OPTIONAL { ?id dcterms:issued ?issued }
    } ORDER BY ?id ?file""",
}

_NUMBERS = {"confidence": float, "number": float, "start": int, "end": int}


def export(build: Path, output: Path, form: str) -> list[Path]:
    """Write a build in a format; return the files, one for each table of csv and parquet (``output`` is their folder).

    Raises: BuildError where there is no build or the output cannot be written.
    """
    if not (build / "graph.nq").is_file():
        raise BuildError(f"{build}: no graph here, expected a build (make one with: jinpu build)")
    try:
        if form in _TABLES:
            output.mkdir(parents=True, exist_ok=True)
            return [_TABLES[form](output, name, *_table(build, name)) for name in TABLES]
        output.parent.mkdir(parents=True, exist_ok=True)
        part = output.with_name(output.name + ".part")
        _FILES[form](build, part)
        part.replace(output)
    except OSError as error:
        raise BuildError(f"{output}: {error.strerror or error}, expected a place that can be written") from error
    return [output]


def _table(build: Path, name: str) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    answer = ask(store.open(build), TABLES[name])
    kinds = [_NUMBERS.get(column, str) for column in answer.columns]
    rows = []
    for row in answer.rows():
        values = (None if term is None else str(getattr(term, "value", term)) for term in row)
        rows.append(tuple(None if v is None else kind(v) for kind, v in zip(kinds, values, strict=True)))
    return answer.columns, rows


def _csv(folder: Path, name: str, columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> Path:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(tuple(map(_harmless, row)) for row in rows)
    path = folder / f"{name}.csv"
    # With a BOM: spreadsheets take a CSV without one for the local code page.
    path.write_text("\ufeff" + text.getvalue(), encoding="utf-8", newline="")
    return path


def _harmless(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula: text from a document is data."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _parquet(folder: Path, name: str, columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> Path:
    kinds = {float: pyarrow.float64(), int: pyarrow.int64(), str: pyarrow.string()}
    schema = pyarrow.schema([(column, kinds[_NUMBERS.get(column, str)]) for column in columns])
    arrays = [pyarrow.array([row[i] for row in rows], schema.field(i).type) for i in range(len(columns))]
    path = folder / f"{name}.parquet"
    pyarrow.parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), path)
    return path


def _turtle(build: Path, output: Path) -> None:
    shutil.copyfile(build / "graph.ttl", output)


def _nquads(build: Path, output: Path) -> None:
    shutil.copyfile(build / "graph.nq", output)


def _jsonld(build: Path, output: Path) -> None:
    # Straight from the file: a store would number the blank nodes anew each time.
    triples = parse(path=build / "graph.ttl", format=RdfFormat.TURTLE)
    serialize(triples, output, format=RdfFormat.JSON_LD, prefixes=PREFIXES)


def _rdf12(build: Path, output: Path) -> None:
    with atomic(output) as file:
        file.writelines(export_rdf12.lines(build))


def _cypher(build: Path, output: Path) -> None:
    with atomic(output) as file:
        file.writelines(dump.lines(PropertyGraph(store.open(build))))


def _graphml(build: Path, output: Path) -> None:
    network.write_graphml(network.read(build), output)


def _gexf(build: Path, output: Path) -> None:
    network.write_gexf(network.read(build), output)


_FILES: dict[str, Callable[[Path, Path], None]] = {
    "turtle": _turtle,
    "nquads": _nquads,
    "jsonld": _jsonld,
    "rdf12": _rdf12,
    "cypher": _cypher,
    "graphml": _graphml,
    "gexf": _gexf,
}
_TABLES: dict[str, Callable[..., Path]] = {"csv": _csv, "parquet": _parquet}
#: Format and the ending of its file; tables have none, they are folders.
FORMATS = {
    "turtle": ".ttl",
    "nquads": ".nq",
    "jsonld": ".jsonld",
    "rdf12": ".rdf12.ttl",
    "cypher": ".cypher",
    "graphml": ".graphml",
    "gexf": ".gexf",
    "csv": "",
    "parquet": "",
}
