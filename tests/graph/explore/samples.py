"""Datasets for the explorer's tests and benchmark, written in the shape of a build."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graph.ontology import ontology_quads
from graph.terms import Quad, boolean, date, decimal, integer, iri, quad, term, text
from ontology import names
from ontology.periods import bounds
from ontology.schema import load as load_schema


@dataclass
class Sample:
    """A build in the making."""

    quads: set[Quad] = field(default_factory=lambda: set(ontology_quads()))
    texts: dict[str, str] = field(default_factory=dict)
    iris: dict[str, str] = field(default_factory=dict)
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    said: dict[tuple[str, str, str], list[tuple[str, str]]] = field(default_factory=dict)

    def entity(self, class_: str, slug: str, name: str, *aliases: str, hant: str = "", en: str = "") -> None:
        """Add an entity; it is known by its slug from now on."""
        schema = load_schema()
        node = self.iris[slug] = names.entity(schema.type_of(class_), slug)
        self.forms[slug] = tuple(filter(None, (name, *aliases, hant, en)))
        for above in (class_, *schema.superclasses(class_)):
            self.quads.add(quad("entities", node, "rdf:type", term(f"jp:{above}")))
        self.quads.add(quad("entities", node, "rdfs:label", text(name, "zh-Hans")))
        self.quads.add(quad("entities", node, "skos:prefLabel", text(name, "zh-Hans")))
        for label, language in ((hant, "zh-Hant"), (en, "en")):
            if label:
                self.quads.add(quad("entities", node, "skos:prefLabel", text(label, language)))
        for alias in aliases:
            self.quads.add(quad("entities", node, "skos:altLabel", text(alias, "en" if alias.isascii() else "zh-Hans")))

    def document(self, name: str, title: str, issued: str, content: str) -> None:
        """Add a document with its text."""
        self.texts[name] = content
        node = self._document(name)
        self.quads |= {
            quad("documents", node, "rdf:type", term("jp:Document")),
            quad("documents", node, "jp:fileName", text(name)),
            quad("documents", node, "jp:sha256", text(self._sha(name))),
            quad("documents", node, "jp:encoding", text("utf-8")),
            quad("documents", node, "dcterms:title", text(title)),
            quad("documents", node, "dcterms:issued", f"{text(issued)}^^{term('xsd:gYear')}"),
        }

    def _sha(self, name: str) -> str:
        return hashlib.sha256(self.texts[name].encode()).hexdigest()

    def _document(self, name: str) -> str:
        return names.document(self._sha(name))

    def _evidence(self, node: str, name: str, quote: str) -> int:
        start = self.texts[name].index(quote)
        self.quads |= {
            quad("assertions", node, "prov:wasDerivedFrom", iri(self._document(name))),
            quad("assertions", node, "jp:quote", text(quote)),
            quad("assertions", node, "jp:start", integer(start)),
            quad("assertions", node, "jp:end", integer(start + len(quote))),
        }
        return start

    def _when(self, node: str, predicate: str, when: str) -> None:
        first, last = bounds(when) if when else ("", "")
        if first:
            self.quads |= {
                quad("assertions", node, predicate, text(when)),
                quad("assertions", node, "jp:from", date(first)),
                quad("assertions", node, "jp:until", date(last)),
            }

    def fact(
        self,
        subject: str,
        relation: str,
        object_: str,
        document: str,
        quote: str,
        *,
        status: str = "asserted",
        when: str = "",
        confidence: float = 0.9,
        context: tuple[str, str] | None = None,
        resolved: bool = False,
    ) -> str:
        """Add an assertion and return its IRI; ``context`` is a role and a quote before it."""
        ends = self.iris[subject], names.JP + relation, self.iris[object_]
        node = names.statement("assertion", (*ends, status, document, quote))
        self.quads.add(quad("assertions", node, "rdf:type", term("jp:Statement")))
        self.quads.add(quad("assertions", node, "rdf:type", term("jp:Assertion")))
        for name, value in zip(("subject", "predicate", "object"), ends, strict=True):
            self.quads.add(quad("assertions", node, f"jp:{name}", iri(value)))
        self.quads.add(quad("assertions", node, "jp:fact", iri(names.fact(ends[0], relation, ends[2]))))
        self.quads.add(quad("assertions", node, "jp:status", text(status)))
        self.quads.add(quad("assertions", node, "jp:confidence", decimal(confidence)))
        self.quads.add(quad("assertions", node, "jp:rule", text(f"{relation}-by-hand")))
        if resolved:
            self.quads.add(quad("assertions", node, "jp:whenResolved", boolean(True)))
        self._when(node, "jp:when", when)
        start = self._evidence(node, document, quote)
        for slug in (subject, object_):
            self._mention(slug, document, quote, start)
        if context:
            place = names.excerpt(node, 1)
            at = self.texts[document].index(context[1])
            self.quads |= {
                quad("assertions", node, "jp:context", iri(place)),
                quad("assertions", place, "jp:role", text(context[0])),
                quad("assertions", place, "jp:order", integer(1)),
                quad("assertions", place, "jp:quote", text(context[1])),
                quad("assertions", place, "jp:start", integer(at)),
                quad("assertions", place, "jp:end", integer(at + len(context[1]))),
            }
        self.said.setdefault(ends, []).append((when, status))
        return node

    def _mention(self, slug: str, document: str, quote: str, start: int) -> None:
        form = next((form for form in sorted(self.forms[slug], key=len, reverse=True) if form in quote), "")
        if not form:
            return
        at = start + quote.index(form)
        node = names.statement("mention", (self.iris[slug], document, at))
        self.quads |= {
            quad("mentions", node, "rdf:type", term("jp:Mention")),
            quad("mentions", node, "jp:mentionOf", iri(self.iris[slug])),
            quad("mentions", node, "prov:wasDerivedFrom", iri(self._document(document))),
            quad("mentions", node, "jp:start", integer(at)),
            quad("mentions", node, "jp:end", integer(at + len(form))),
            quad("mentions", self.iris[slug], "jp:mentionedIn", iri(self._document(document))),
        }

    def figure(  # noqa: PLR0917
        self,
        about: str,
        indicator: str,
        value: str,
        unit: str,
        period: str,
        document: str,
        quote: str,
        status: str = "actual",
    ) -> str:
        """Add an observation and return its IRI."""
        node = names.statement("observation", (self.iris[about], indicator, value, period, quote))
        self.quads |= {
            quad("assertions", node, "rdf:type", term("jp:Statement")),
            quad("assertions", node, "rdf:type", term("jp:Observation")),
            quad("assertions", node, "jp:about", iri(self.iris[about])),
            quad("assertions", node, "jp:indicator", text(indicator)),
            quad("assertions", node, "jp:value", text(value)),
            quad("assertions", node, "jp:number", decimal(float(value))),
            quad("assertions", node, "jp:unit", text(unit)),
            quad("assertions", node, "jp:observationStatus", text(status)),
            quad("assertions", node, "jp:confidence", decimal(0.9)),
        }
        self._when(node, "jp:period", period)
        self._evidence(node, document, quote)
        return node

    def conflict(self, one: str, other: str) -> None:
        """Say that two statements or figures contradict each other."""
        self.quads.add(quad("assertions", one, "jp:conflictsWith", iri(other)))
        self.quads.add(quad("assertions", other, "jp:conflictsWith", iri(one)))

    def known(self, subject: str, relation: str, object_: str, row: str) -> None:
        """Add something that only the lexicon says."""
        self.quads.add(quad("reference", self.iris[subject], f"jp:{relation}", iri(self.iris[object_])))
        self.quads.add(quad("reference", self.iris[subject], "jp:lexiconRow", text(row)))

    def write(self, build: Path) -> Path:
        """Write graph.nq and texts/ below ``build`` and return it."""
        for (subject, relation, object_), told in self.said.items():
            decided = [item for item in told if item[1] != "planned"]
            if decided and max(decided, key=lambda item: (item[0], item[1] == "asserted"))[1] == "asserted":
                self.quads.add((iri(subject), iri(relation), iri(object_), "entities"))
        (build / "texts").mkdir(parents=True, exist_ok=True)
        for name, content in self.texts.items():
            (build / "texts" / f"{self._sha(name)}.txt").write_bytes(content.encode())
        (build / "graph.nq").write_text("".join(_lines(sorted(self.quads))), encoding="utf-8")
        return build


def _lines(quads: Iterable[Quad]) -> Iterator[str]:
    for subject, predicate, object_, graph in quads:
        yield f"{subject} {predicate} {object_} {iri(names.graph(graph))} .\n"


REPORT = """第三章 核心系统建设

2023年6月2日，稠州银行的新核心系统上线，采用 OceanBase 分布式数据库，部署在杭州。
工商银行采用OceanBase数据库替换了Oracle，日均交易达到4.2亿笔。建设银行计划于2025年引入GaussDB。
网商银行自2015年起使用OceanBase。农业银行已停止使用Oracle数据库。
招商银行基于TDSQL建设信用卡核心系统，微众银行同样采用TDSQL。
OceanBase由蚂蚁集团自主研发，可运行于鲲鹏芯片与麒麟操作系统之上。
GaussDB由华为研发，基于鲲鹏处理器。达梦数据库适配飞腾芯片与统信UOS。
麒麟操作系统适配鲲鹏、飞腾和海光芯片。交通银行上线达梦数据库。
工商银行2021年金融科技投入为259.87亿元，2022年为262.24亿元，2023年为272.46亿元，2025年目标为300亿元。
"""
RULES = """金融科技监管文件汇编

中国人民银行2022年1月印发《金融科技发展规划（2022—2025年）》。
2021年，中国人民银行发布《金融大数据 术语》。金融监管总局于2024年发布《银行保险机构数据安全管理办法》。
银保监会2022年印发《关于银行业保险业数字化转型的指导意见》，适用于工商银行、建设银行等机构。
上海市政府2020年出台《加快推进上海金融科技中心建设实施方案》，支持浦东新区发展区块链。
工商银行总部位于北京，交通银行总部位于上海，招商银行位于深圳，微众银行注册于深圳，网商银行位于杭州。
蚂蚁集团与上海证券交易所签署合作协议。外滩大会由蚂蚁集团主办，在上海举办。
复旦大学是上海金融科技产业联盟的成员。建信金科是建设银行的子公司，位于上海。
中国人民银行监管数字人民币试点，工商银行应用数字人民币与区块链。网信办约谈蚂蚁集团。
"""


def small() -> Sample:
    """About forty entities that read like a real report."""
    s = Sample()
    for row in (
        ("StateOwnedBank", "icbc", "中国工商银行", "工商银行", "工行", "ICBC"),
        ("StateOwnedBank", "ccb", "中国建设银行", "建设银行", "建行", "CCB"),
        ("StateOwnedBank", "abc", "中国农业银行", "农业银行", "农行"),
        ("StateOwnedBank", "bocom", "交通银行", "交行"),
        ("JointStockBank", "cmb", "招商银行", "招行"),
        ("CityCommercialBank", "czcb", "浙江稠州商业银行", "稠州银行"),
        ("Bank", "mybank", "网商银行"),
        ("Bank", "webank", "微众银行"),
        ("Company", "ant", "蚂蚁集团", "蚂蚁金服"),
        ("Company", "huawei", "华为"),
        ("TechnologySubsidiary", "ccbft", "建信金科"),
        ("Database", "oceanbase", "OceanBase"),
        ("Database", "gaussdb", "GaussDB"),
        ("Database", "tdsql", "TDSQL"),
        ("Database", "dameng", "达梦数据库", "达梦"),
        ("Database", "oracle", "Oracle"),
        ("Chip", "kunpeng", "鲲鹏"),
        ("Chip", "phytium", "飞腾"),
        ("Chip", "hygon", "海光"),
        ("OperatingSystem", "kylin", "麒麟", "麒麟操作系统"),
        ("OperatingSystem", "uos", "统信UOS"),
        ("CentralBank", "pbc", "中国人民银行", "央行", "人民银行"),
        ("Regulator", "nfra", "金融监管总局"),
        ("Regulator", "cbirc", "银保监会"),
        ("GovernmentBody", "shgov", "上海市政府"),
        ("Regulator", "cac", "网信办"),
        ("City", "shanghai", "上海"),
        ("City", "beijing", "北京"),
        ("City", "shenzhen", "深圳"),
        ("City", "hangzhou", "杭州"),
        ("Region", "pudong", "浦东新区"),
        ("PolicyDocument", "plan2022", "金融科技发展规划（2022—2025年）"),
        ("Standard", "bigdata", "金融大数据 术语"),
        ("PolicyDocument", "datasec", "银行保险机构数据安全管理办法"),
        ("PolicyDocument", "digital", "关于银行业保险业数字化转型的指导意见"),
        ("PolicyDocument", "shplan", "加快推进上海金融科技中心建设实施方案"),
        ("Exchange", "sse", "上海证券交易所", "上交所"),
        ("Event", "bund", "外滩大会"),
        ("Organization", "fudan", "复旦大学"),
        ("Organization", "alliance", "上海金融科技产业联盟"),
        ("Technology", "ecny", "数字人民币"),
        ("Technology", "blockchain", "区块链"),
    ):
        class_, slug, name, *aliases = row
        hant = {"icbc": "中國工商銀行", "ccb": "中國建設銀行", "oceanbase": ""}.get(slug, "")
        en = {"icbc": "Industrial and Commercial Bank of China", "shanghai": "Shanghai"}.get(slug, "")
        s.entity(class_, slug, name, *aliases, hant=hant, en=en)
    s.document("report.txt", "银行核心系统发展报告", "2023", REPORT)
    s.document("rules.txt", "金融科技监管文件汇编", "2024", RULES)
    _technology(s)
    _regulation(s)
    s.known("pudong", "partOf", "shanghai", "regions.tsv#pudong")
    s.known("nfra", "successorOf", "cbirc", "regulators.tsv#nfra")
    return s


def _technology(s: Sample) -> None:
    doc = "report.txt"
    heading = ("heading", "第三章 核心系统建设")
    first = "2023年6月2日，稠州银行的新核心系统上线，采用 OceanBase 分布式数据库，部署在杭州。"
    s.fact("czcb", "uses", "oceanbase", doc, first, when="2023-06-02", confidence=0.95, context=heading)
    s.fact("czcb", "locatedIn", "hangzhou", doc, first, confidence=0.4)
    icbc = "工商银行采用OceanBase数据库替换了Oracle"
    s.fact("icbc", "uses", "oceanbase", doc, icbc, confidence=0.92)
    s.fact("oceanbase", "replaces", "oracle", doc, icbc, confidence=0.8)
    plan = "建设银行计划于2025年引入GaussDB。"
    s.fact("ccb", "uses", "gaussdb", doc, plan, status="planned", when="2025", confidence=0.85)
    s.fact("mybank", "uses", "oceanbase", doc, "网商银行自2015年起使用OceanBase。", when="2015", confidence=0.9)
    s.fact("abc", "uses", "oracle", doc, "农业银行已停止使用Oracle数据库。", status="negated", confidence=0.88)
    tdsql = "招商银行基于TDSQL建设信用卡核心系统，微众银行同样采用TDSQL。"
    s.fact("cmb", "uses", "tdsql", doc, tdsql, when="2023", resolved=True)
    s.fact("webank", "uses", "tdsql", doc, tdsql)
    ob = "OceanBase由蚂蚁集团自主研发，可运行于鲲鹏芯片与麒麟操作系统之上。"
    s.fact("ant", "develops", "oceanbase", doc, ob)
    s.fact("oceanbase", "builtOn", "kunpeng", doc, ob)
    s.fact("oceanbase", "builtOn", "kylin", doc, ob)
    gauss = "GaussDB由华为研发，基于鲲鹏处理器。"
    s.fact("huawei", "develops", "gaussdb", doc, gauss)
    s.fact("gaussdb", "builtOn", "kunpeng", doc, gauss)
    dm = "达梦数据库适配飞腾芯片与统信UOS。"
    s.fact("dameng", "builtOn", "phytium", doc, dm)
    s.fact("dameng", "builtOn", "uos", doc, dm)
    kylin = "麒麟操作系统适配鲲鹏、飞腾和海光芯片。"
    for chip in ("kunpeng", "phytium", "hygon"):
        s.fact("kylin", "builtOn", chip, doc, kylin)
    s.fact("bocom", "uses", "dameng", doc, "交通银行上线达梦数据库。", confidence=0.7)
    money = "工商银行2021年金融科技投入为259.87亿元，2022年为262.24亿元，2023年为272.46亿元，2025年目标为300亿元。"
    for year, value in (("2021", "259.87"), ("2022", "262.24"), ("2023", "272.46")):
        s.figure("icbc", "金融科技投入", value, "亿元", year, doc, money)
    s.figure("icbc", "金融科技投入", "300", "亿元", "2025", doc, money, status="target")


def _regulation(s: Sample) -> None:
    doc = "rules.txt"
    s.fact(
        "pbc",
        "issues",
        "plan2022",
        doc,
        "中国人民银行2022年1月印发《金融科技发展规划（2022—2025年）》。",
        when="2022-01",
    )
    s.fact("pbc", "issues", "bigdata", doc, "2021年，中国人民银行发布《金融大数据 术语》。", when="2021")
    s.fact("nfra", "issues", "datasec", doc, "金融监管总局于2024年发布《银行保险机构数据安全管理办法》。", when="2024")
    digital = "银保监会2022年印发《关于银行业保险业数字化转型的指导意见》，适用于工商银行、建设银行等机构。"
    s.fact("cbirc", "issues", "digital", doc, digital, when="2022")
    s.fact("digital", "appliesTo", "icbc", doc, digital)
    s.fact("digital", "appliesTo", "ccb", doc, digital)
    shplan = "上海市政府2020年出台《加快推进上海金融科技中心建设实施方案》，支持浦东新区发展区块链。"
    s.fact("shgov", "issues", "shplan", doc, shplan, when="2020")
    s.fact("shplan", "appliesTo", "pudong", doc, shplan, status="planned")
    s.fact("shplan", "appliesTo", "blockchain", doc, shplan, status="planned")
    where = "工商银行总部位于北京，交通银行总部位于上海，招商银行位于深圳，微众银行注册于深圳，网商银行位于杭州。"
    for bank, city in (
        ("icbc", "beijing"),
        ("bocom", "shanghai"),
        ("cmb", "shenzhen"),
        ("webank", "shenzhen"),
        ("mybank", "hangzhou"),
    ):
        s.fact(bank, "locatedIn", city, doc, where)
    s.fact("ant", "partnersWith", "sse", doc, "蚂蚁集团与上海证券交易所签署合作协议。")
    bund = "外滩大会由蚂蚁集团主办，在上海举办。"
    s.fact("ant", "organizes", "bund", doc, bund)
    s.fact("bund", "locatedIn", "shanghai", doc, bund)
    s.fact("fudan", "memberOf", "alliance", doc, "复旦大学是上海金融科技产业联盟的成员。")
    ccbft = "建信金科是建设银行的子公司，位于上海。"
    s.fact("ccbft", "subsidiaryOf", "ccb", doc, ccbft)
    s.fact("ccbft", "locatedIn", "shanghai", doc, ccbft)
    ecny = "中国人民银行监管数字人民币试点，工商银行应用数字人民币与区块链。"
    s.fact("pbc", "regulates", "ecny", doc, ecny)
    s.fact("icbc", "uses", "ecny", doc, ecny)
    s.fact("icbc", "uses", "blockchain", doc, ecny)
    s.fact("cac", "regulates", "ant", doc, "网信办约谈蚂蚁集团。")


EARLIER = """城商行金融科技观察
稠州银行采用OceanBase建设核心系统。工商银行使用Oracle数据库。
工商银行2022年金融科技投入为262.24亿元。OceanBase由蚂蚁集团研发。
"""
LATER = """城商行金融科技观察（修订版）
稠州银行采用OceanBase建设新核心。工商银行已停用Oracle数据库。
另据年报披露，工商银行2022年金融科技投入为270亿元。交通银行上线达梦数据库。
"""


def editions() -> Sample:
    """Two editions of one report: they share a fact, end one, add one, and differ in a figure."""
    s = Sample()
    for class_, slug, name in (
        ("CityCommercialBank", "czcb", "稠州银行"),
        ("StateOwnedBank", "icbc", "工商银行"),
        ("StateOwnedBank", "bocom", "交通银行"),
        ("Database", "oceanbase", "OceanBase"),
        ("Database", "oracle", "Oracle"),
        ("Database", "dameng", "达梦数据库"),
        ("Company", "ant", "蚂蚁集团"),
    ):
        s.entity(class_, slug, name)
    s.document("2023.txt", "城商行金融科技观察", "2023", EARLIER)
    s.document("2024.txt", "城商行金融科技观察（修订版）", "2024", LATER)
    s.fact("czcb", "uses", "oceanbase", "2023.txt", "稠州银行采用OceanBase建设核心系统。")
    s.fact("czcb", "uses", "oceanbase", "2024.txt", "稠州银行采用OceanBase建设新核心。")
    used = s.fact("icbc", "uses", "oracle", "2023.txt", "工商银行使用Oracle数据库。", when="2023")
    ended = "工商银行已停用Oracle数据库。"
    s.conflict(used, s.fact("icbc", "uses", "oracle", "2024.txt", ended, status="negated", when="2024"))
    s.fact("ant", "develops", "oceanbase", "2023.txt", "OceanBase由蚂蚁集团研发。")
    s.fact("bocom", "uses", "dameng", "2024.txt", "交通银行上线达梦数据库。", status="planned")
    figures = [
        s.figure("icbc", "金融科技投入", value, "亿元", "2022", document, f"工商银行2022年金融科技投入为{value}亿元。")
        for document, value in (("2023.txt", "262.24"), ("2024.txt", "270"))
    ]
    s.conflict(*figures)
    return s


HOSTILE = (
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=2</script>",
    "{{7*7}}{% raw %}${window.hacked=3}",
    '"><img src=x onerror="window.hacked=4">',
    "<!--<script>",
    "javascript:window.hacked=5",
    "<svg onload=window.hacked=6>",
    "__proto__",
    "'; DROP GRAPH <x>; --",
)


def hostile() -> Sample:
    """Names, titles and quotes that try to be markup, templates, handlers and queries."""
    s = Sample()
    body = "".join(f"甲采用{name}，乙采用{name}。\n" for name in HOSTILE)
    s.document('a"<b>&c.txt', "<img src=x onerror=window.hacked=7>", "2024", body)
    s.entity("Bank", "jia", "甲")
    s.entity("Bank", "yi", "乙")
    for number, name in enumerate(HOSTILE):
        s.entity("Database", f"evil-{number}", name, name + "（别名）")
        for bank in ("jia", "yi"):
            s.fact(bank, "uses", f"evil-{number}", 'a"<b>&c.txt', f"甲采用{name}，乙采用{name}。")
    return s


SYLLABLES = "金融科技数据银行证券保险信息智能云计算区块链安全平台系统服务发展创新中心东南西北海江河山城"
KINDS = ("Bank", "Company", "Company", "Technology", "Database", "Platform", "City", "Organization", "PolicyDocument")


def generated(count: int, seed: int = 7) -> Sample:
    """``count`` entities and twice as many facts, a few of them with very many."""
    s, luck = Sample(), random.Random(seed)
    made: list[str] = []
    lines: list[tuple[str, str, str]] = []
    for number in range(count):
        name = "".join(luck.choices(SYLLABLES, k=luck.randint(3, 7))) + str(number)
        s.entity(KINDS[number % len(KINDS)], f"n{number}", name)
        made.append(name)
    ends = [0]
    while len(lines) < 2 * count:
        a = luck.randrange(count)
        b = luck.choice(ends) if luck.random() < 0.75 else luck.randrange(count)
        if a != b:
            ends += [a, b]
            relation = luck.choice(("uses", "partnersWith", "locatedIn", "develops", "supplies"))
            extra = "".join(luck.choices(SYLLABLES, k=luck.randint(6, 22)))
            lines.append((f"n{a} {relation} n{b}", relation, f"{made[a]}在{extra}中与{made[b]}有关。"))
    parts = 10
    for part in range(parts):
        s.document(
            f"d{part}.txt", f"第{part + 1}份文档", str(2015 + part), "\n".join(row[2] for row in lines[part::parts])
        )
    positions = [0] * parts
    documents = [s._document(f"d{part}.txt") for part in range(parts)]
    for index, (key, relation, quote) in enumerate(lines):
        a, _, b = key.split()
        part = index % parts
        _quick(s, (a, relation, b), documents[part], quote, start=positions[part], year=2015 + index % 10)
        positions[part] += len(quote) + 1
    return s


def _quick(s: Sample, fact: tuple[str, str, str], document: str, quote: str, *, start: int, year: int) -> None:
    subject, relation, object_ = fact
    ends = s.iris[subject], names.JP + relation, s.iris[object_]
    node = names.statement("assertion", (*ends, document, start))
    s.quads |= {
        quad("assertions", node, "jp:subject", iri(ends[0])),
        quad("assertions", node, "jp:predicate", iri(ends[1])),
        quad("assertions", node, "jp:object", iri(ends[2])),
        quad("assertions", node, "jp:status", text("asserted")),
        quad("assertions", node, "jp:confidence", decimal(0.9)),
        quad("assertions", node, "jp:quote", text(quote)),
        quad("assertions", node, "jp:start", integer(start)),
        quad("assertions", node, "jp:end", integer(start + len(quote))),
        quad("assertions", node, "prov:wasDerivedFrom", iri(document)),
        quad("assertions", node, "jp:when", text(str(year))),
        quad("assertions", node, "jp:from", date(f"{year}-01-01")),
        quad("assertions", node, "jp:until", date(f"{year}-12-31")),
        (iri(ends[0]), iri(ends[1]), iri(ends[2]), "entities"),
    }
