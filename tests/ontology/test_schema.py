"""The Python view of the schema says what the annotation guidelines rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology.errors import SchemaError
from ontology.schema import load

INSTITUTION = {"Bank", "FinancialInstitution", "Regulator", "GovernmentBody", "Company", "Organization"}
ARTEFACT = {"Database", "Chip", "Software", "Platform", "Technology"}
PLACE = {"City", "Region"}
TYPES = INSTITUTION | ARTEFACT | PLACE | {"Person", "PolicyDocument", "Event"}
SIGNATURES = {
    "develops": (INSTITUTION | PLACE, ARTEFACT),
    "uses": (INSTITUTION | PLACE | {"Platform"}, ARTEFACT),
    "builtOn": (ARTEFACT - {"Technology"}, ARTEFACT),
    "replaces": (ARTEFACT, ARTEFACT),
    "supplies": (INSTITUTION, INSTITUTION),
    "partnersWith": (INSTITUTION, INSTITUTION),
    "investsIn": (INSTITUTION, INSTITUTION),
    "subsidiaryOf": (INSTITUTION, INSTITUTION),
    "memberOf": (INSTITUTION | PLACE, {"Organization", "Event"}),
    "locatedIn": (INSTITUTION | PLACE | {"Event", "Platform"}, PLACE),
    "regulates": ({"Regulator", "GovernmentBody"}, INSTITUTION | {"Platform", "Technology"}),
    "issues": (INSTITUTION | PLACE, {"PolicyDocument"}),
    "appliesTo": ({"PolicyDocument"}, INSTITUTION | PLACE | {"Technology", "Platform"}),
    "basedOn": ({"PolicyDocument"}, {"PolicyDocument"}),
    "organizes": (INSTITUTION | {"City"}, {"Event"}),
    "worksFor": ({"Person"}, INSTITUTION),
}
FINER = {
    "Bank": {
        *("StateOwnedBank", "JointStockBank", "CityCommercialBank", "RuralBank"),
        *("VirtualBank", "ForeignBank", "PolicyBank"),
    },
    "FinancialInstitution": {
        *("SecuritiesFirm", "Insurer", "FundManager", "PaymentInstitution"),
        *("Exchange", "ClearingInstitution", "ConsumerFinanceCompany"),
    },
    "Regulator": {"CentralBank"},
    "Company": {"TechnologySubsidiary"},
    "Software": {"OperatingSystem", "Middleware", "LargeModel"},
    "PolicyDocument": {"Law", "Standard", "DraftDocument"},
}


def test_the_types_are_the_sixteen_of_the_guidelines() -> None:
    assert set(load().types) == TYPES


@pytest.mark.parametrize("relation", SIGNATURES)
def test_a_relation_has_the_ends_of_the_guidelines(relation: str) -> None:
    found = load().relations[relation]
    assert (found.domain, found.range) == SIGNATURES[relation]


def test_there_is_no_relation_beside_the_sixteen() -> None:
    assert set(load().relations) == set(SIGNATURES)


def test_only_partners_with_is_symmetric() -> None:
    assert {r.name for r in load().relations.values() if r.symmetric} == {"partnersWith"}


@pytest.mark.parametrize("type_", sorted(TYPES))
def test_a_type_has_the_finer_classes_of_the_design(type_: str) -> None:
    schema = load()
    assert {c for c in schema.classes if c != type_ and schema.is_a(c, type_)} == FINER.get(type_, set())


@pytest.mark.parametrize(
    ("finer", "type_", "above"),
    [
        ("CityCommercialBank", "Bank", ("Bank", "Institution", "Entity")),
        ("CentralBank", "Regulator", ("Regulator", "Institution", "Entity")),
        ("LargeModel", "Software", ("Software", "Artefact", "Entity")),
        ("City", "City", ("Place", "Entity")),
        ("Event", "Event", ("Entity",)),
    ],
)
def test_superclasses_are_told_nearest_first(finer: str, type_: str, above: tuple[str, ...]) -> None:
    assert (load().type_of(finer), load().superclasses(finer)) == (type_, above)


@pytest.mark.parametrize(
    ("relation", "head", "tail", "expected"),
    [
        ("uses", "CityCommercialBank", "Database", True),
        ("uses", "Database", "CityCommercialBank", False),
        ("organizes", "Region", "Event", False),
    ],
)
def test_finer_classes_fit_where_their_type_fits(relation: str, head: str, tail: str, expected: bool) -> None:
    assert load().fits(relation, head, tail) is expected


@pytest.mark.parametrize(("relation", "neo4j"), [("uses", "USES"), ("builtOn", "BUILT_ON"), ("memberOf", "MEMBER_OF")])
def test_neo4j_names_are_upper_snake(relation: str, neo4j: str) -> None:
    assert load().relations[relation].neo4j == neo4j


def test_a_class_above_the_types_has_no_type() -> None:
    with pytest.raises(SchemaError, match="Institution is none of the 16"):
        load().type_of("Institution")


def test_an_unknown_class_is_answered_with_the_known_ones() -> None:
    with pytest.raises(SchemaError, match=r"unknown class Bonk, expected one of .*Bank"):
        load().superclasses("Bonk")


def test_a_schema_without_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "schema.ttl"
    source = (Path(__file__).parents[2] / "ontology" / "schema.ttl").read_text(encoding="utf-8")
    path.write_text(source.replace("owl:versionIRI", "owl:priorVersion"), encoding="utf-8")
    with pytest.raises(SchemaError, match="expected exactly one owl:versionIRI"):
        load(path)


def test_a_file_that_is_no_turtle_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "schema.ttl"
    path.write_text("@prefix jp: <https://w3id.org/jinpu/ontology#> .\njp:Bank a\n", encoding="utf-8")
    with pytest.raises(SchemaError, match=r"schema\.ttl.*line"):
        load(path)
