"""A small build, a real Neo4j of its own with its own data, and the embedded store."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from extract.lexicon import load as load_lexicon
from extract.records import Extraction
from graph import dataset, store, write
from graph.neo4j import embedded
from graph.neo4j.database import Database
from graph.neo4j.local import Local
from graph.property_graph import PropertyGraph

ROOT = Path(__file__).resolve().parents[3]

Build = Callable[..., Path]

#: Names that would break out of a query, a CSV cell or a page; the last needs four bytes a character.
NASTY = ("甲'] DETACH DELETE n //", '乙",\\"\n`丙`;MATCH (n)', "丁\u2028𠮷家🏦")


def _say() -> Callable[..., Extraction]:
    spec = importlib.util.spec_from_file_location("graph_conftest", ROOT / "tests" / "graph" / "conftest.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    say: Callable[..., Extraction] = module._say
    return say


def sentences() -> list[Extraction]:
    """Return documents in which every status, a symmetric relation, figures and names full of signs occur."""
    say = _say()
    return [
        say(
            "⟦a Bank|甲州银行⟧的核心系统于2023年6月2日采用⟦b Database|云梯数据库⟧，峰值2400TPS，网点12家。",
            "uses a b asserted 2023-06-02",
            "a | 峰值 | 2400 | TPS | 2023-H1",
            "a | 网点 | 12 | 家 | 2023",
            name="a.txt",
            issued="2023-10",
        ),
        say(
            "⟦a Bank|甲州银行⟧采用⟦b Database|云梯数据库⟧，计划采用⟦c Chip|山岳芯片⟧，不再使用⟦d Software|旧河系统⟧。",
            "uses a b asserted 2024",
            "uses a c planned",
            "uses a d negated 2024",
            name="b.txt",
            issued="2024-05-06",
        ),
        say(
            "⟦b Company|乙云公司⟧研发⟦c Database|云梯数据库⟧，与⟦a Bank|甲州银行⟧、⟦d Company|丙数公司⟧合作，"
            "位于⟦e City|上海⟧，隶属于⟦d Company|丙数公司⟧。",
            "develops b c",
            "partnersWith b a",
            "partnersWith b d",
            "supplies b a asserted 2022",
            "subsidiaryOf b d",
            "locatedIn b e",
            "locatedIn a e",
            name="c.txt",
        ),
        say(
            "⟦a Regulator|国家金融监督管理总局⟧于2024年印发⟦b PolicyDocument|《测试管理办法》⟧，"
            "适用于⟦c Bank|甲州银行⟧，依据⟦d PolicyDocument|《测试基本法》⟧。",
            "issues a b asserted 2024-03",
            "regulates a c",
            "appliesTo b c",
            "basedOn b d",
            name="d.txt",
            issued="2024",
        ),
        say(
            "⟦a Database|云梯数据库⟧基于⟦b OperatingSystem|平湖系统⟧，⟦b OperatingSystem|平湖系统⟧适配"
            "⟦c Chip|山岳芯片⟧，替代⟦d Database|洋流数据库⟧；⟦e Company|乙云公司⟧研发⟦b OperatingSystem|平湖系统⟧。"
            "⟦k Bank|甲州银行⟧投资⟦l Company|己付公司⟧。⟦f City|上海⟧计划采用⟦b OperatingSystem|平湖系统⟧，"
            "⟦g Organization|戊联盟⟧成员有⟦h Bank|甲州银行⟧和⟦e Company|乙云公司⟧，⟦h Bank|甲州银行⟧主办"
            "⟦i Event|庚论坛⟧，⟦j Person|王小明⟧任职。",
            "builtOn a b",
            "builtOn b c",
            "replaces a d",
            "develops e b",
            "investsIn k l",
            "uses f b planned 2025",
            "memberOf h g",
            "memberOf e g",
            "organizes h i",
            "worksFor j h",
            "subsidiaryOf l k",
            name="f.txt",
        ),
        say(
            "⟦a Company|乙云公司⟧于2023年9月发布⟦b LargeModel|洋江大模型⟧，计划研发⟦c Platform|泽链平台⟧，"
            "位于⟦d City|上海⟧；⟦e Event|庚论坛⟧于2024年4月26日在⟦d City|上海⟧举办；"
            "⟦f Bank|甲州银行⟧将主办⟦g Event|辛大会⟧，于2025年11月主办⟦h Event|壬周⟧。",
            "develops a b asserted 2023-09",
            "develops a c planned",
            "locatedIn a d",
            "locatedIn e d asserted 2024-04-26",
            "organizes f g planned 2025-03",
            "organizes f h asserted 2025-11",
            name="g.txt",
            issued="2024-05",
        ),
        say(
            "⟦a Bank|甲州银行⟧用过⟦b Software|旧河系统⟧，网点15家。",
            "uses a b asserted 2022",
            "a | 网点 | 15 | 家 | 2023",
            name="h.txt",
            issued="2023-01-31",
        ),
        say(
            "".join(f"⟦n{i} Company|{name}⟧在" for i, name in enumerate(NASTY)) + "⟦c City|上海⟧",
            *(f"locatedIn n{i} c" for i in range(len(NASTY))),
            name="e'`.txt",
        ),
    ]


def make(folder: Path, extractions: Sequence[Extraction]) -> Path:
    """Write what the Cypher side reads of a build."""
    made = dataset.build(extractions, load_lexicon().entries, lambda chunks: {})
    folder.mkdir(parents=True, exist_ok=True)
    write.write(folder / "graph.nq", write.nquads(made.quads))
    write.write(folder / "graph.ttl", write.turtle(write.union(made.quads)))
    store.create(folder / store.FOLDER, folder / "graph.nq", folder / "graph.ttl")
    return folder


@pytest.fixture(scope="session")
def said() -> list[Extraction]:
    """Return the documents of the small build."""
    return sentences()


@pytest.fixture(scope="session")
def built(said: list[Extraction], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small build, to be looked at only."""
    return make(tmp_path_factory.mktemp("stated"), said)


@pytest.fixture
def build_of(tmp_path: Path) -> Build:
    """Return the function that makes a build of some documents."""
    return lambda name, extractions: make(tmp_path / name, extractions)


@pytest.fixture(scope="session")
def graph(built: Path) -> PropertyGraph:
    """Return the property graph of the small build."""
    return PropertyGraph(store.open(built))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    """Return a real Neo4j on a free port, with data of its own."""
    with Local(tmp_path_factory.mktemp("neo4j")) as running:
        yield running


@pytest.fixture(scope="session")
def connected(server: Local) -> Iterator[Database]:
    """Return the database of the real Neo4j."""
    with server.connected() as database:
        yield database


@pytest.fixture
def database(connected: Database) -> Database:
    """Return the database of the real Neo4j, emptied."""
    connected.write("UNWIND $rows AS row MATCH (n) DETACH DELETE n", [{}])
    return connected


@pytest.fixture(scope="session")
def store_in_process(built: Path) -> Iterator[Database]:
    """Return the embedded store of the small build."""
    with embedded.open(built, lambda line: None) as opened:
        yield opened
