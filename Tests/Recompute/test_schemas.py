"""The JSON Schemas for editors: an independent validator takes what Fupan takes, and refuses what it refuses."""

import json
import re
import subprocess
from pathlib import Path

import jsonschema
import pytest
import yaml

from Tests.conftest import ROOT

TOPICS = ("site", "front-matter", "register")


class Loader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: a date is text, and so is `yes`."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in (
        "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[-+]?[0-9]+$"), list("-+0123456789"))


def load(text: str):
    return yaml.load(text, Loader)


@pytest.fixture(scope="session")
def schemas(fupan) -> dict[str, dict]:
    run = subprocess.run([fupan, "schema"], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def errors(schema: dict, value, definition: str | None = None) -> list[str]:
    if definition:
        schema = {"$ref": f"#/definitions/{definition}", "definitions": schema["definitions"]}
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(value)]


def page_type(path: Path, matter: dict) -> str:
    match path.relative_to(ROOT / "content").parts:
        case ("campaigns", _, "brief.md"):
            return "campaign"
        case ("campaigns", _, "review.md"):
            return "review"
        case ("cases", *_):
            return "case"
        case ("training", *_):
            return "training"
    return matter.get("type", "page")


def front_matters() -> list[tuple[Path, dict]]:
    found = []
    for path in sorted((ROOT / "content").rglob("*.md")):
        if match := re.match(r"---\n(.*?)^---$", path.read_text("utf-8"), re.DOTALL | re.MULTILINE):
            found.append((path, load(match[1])))
    return found


def declarations() -> list[Path]:
    return sorted([*ROOT.glob("templates/registers/*.register.yaml"), *ROOT.glob("content/registers/*.register.yaml")])


@pytest.mark.parametrize("topic", TOPICS)
def test_each_is_a_schema_of_draft_7(schemas, topic):
    jsonschema.Draft7Validator.check_schema(schemas[topic])
    assert schemas[topic]["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_files_hold_what_is_printed(fupan, schemas, tmp_path):
    folder = tmp_path / "编辑器" / "schemas"
    run = subprocess.run([fupan, "schema", "--output", str(folder)], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert {path.name for path in folder.iterdir()} == {f"{topic}.schema.json" for topic in TOPICS}
    for topic in TOPICS:
        printed = subprocess.run([fupan, "schema", topic], capture_output=True, check=True).stdout
        assert (folder / f"{topic}.schema.json").read_bytes() == printed
        assert json.loads(printed) == schemas[topic]


def test_wrong_usage_and_a_folder_that_cannot_be_made(fupan, tmp_path):
    assert subprocess.run([fupan, "schema", "brief"], capture_output=True).returncode == 64
    taken = tmp_path / "taken"
    taken.write_text("a file", "utf-8")
    run = subprocess.run([fupan, "schema", "--output", str(taken)], capture_output=True, text=True)
    assert run.returncode == 74 and "taken" in run.stderr


def test_what_the_repository_holds_is_valid(schemas):
    said = errors(schemas["site"], load((ROOT / "content/site.yaml").read_text("utf-8")))
    matters = front_matters()
    for path, matter in matters:
        said += [f"{path.name} {error}" for error in errors(schemas["front-matter"], matter)]
        said += [f"{path.name} {error}" for error in errors(schemas["front-matter"], matter, page_type(path, matter))]
    for path in declarations():
        said += [f"{path.name} {error}" for error in errors(schemas["register"], load(path.read_text("utf-8")))]
    assert said == []
    assert len(matters) > 10 and len(declarations()) > 50


RISKS = "id: risks\nname: 风险\nscope: campaign\n"
BAD = {
    "no name": ("site", "language: en"),
    "unknown key": ("site", "name: a\nlangage: en"),
    "language": ("site", "name: a\nlanguage: zh"),
    "currency": ("site", "name: a\ncurrency: yuan"),
    "raw_html": ("site", "name: a\nraw_html: perhaps"),
    "threshold": ("site", "name: a\nthresholds: {warn: 2}"),
    "navigation": ("site", "name: a\nnavigation: {a: b}"),
    "not a mapping": ("site", "- name"),
    "key of no type": ("front-matter", "title: a\nowners: b"),
    "title": ("front-matter", "title: [a]"),
    "date": ("front-matter", "checked: 18.06.2026"),
    "day that is none": ("front-matter", "checked: 2026-06-31"),
    "interval": ("front-matter", "check_every: often"),
    "type": ("front-matter", "type: proces"),
    "weight": ("front-matter", "weight: heavy"),
    "keys of two types": ("front-matter", "outcome: success\nminutes: 3"),
    "outcome": ("front-matter", "outcome: good"),
    "status": ("front-matter", "start: 2026-06-01\nend: 2026-06-02\nstatus: over"),
    "campaign without end": ("front-matter", "start: 2026-06-01\nstatus: live"),
    "target without value": ("front-matter", "start: 2026-06-01\nend: 2026-06-02\ntargets: [{kpi: roi}]"),
    "step without roles": ("front-matter", "type: process\nsteps: [{id: a, name: b, roles: []}]"),
    "figure without source": ("front-matter", "figures: [{what: a, value: b}]"),
    "no id": ("register", "name: 风险\nscope: campaign"),
    "scope": ("register", RISKS.replace("campaign", "campaigns")),
    "unknown key of a register": ("register", RISKS + "colums: []"),
    "columns": ("register", RISKS + "columns: {id: a}"),
    "column without id": ("register", RISKS + "columns: [{type: text}]"),
    "column id": ("register", RISKS + "columns: [{id: a b}]"),
    "column type": ("register", RISKS + "columns: [{id: a, type: number}]"),
    "choice without values": ("register", RISKS + "columns: [{id: a, type: choice}]"),
    "reference to nowhere": ("register", RISKS + "columns: [{id: a, type: reference}]"),
    "tone": ("register", RISKS + "columns: [{id: a, type: choice, values: [{id: b, tone: red}]}]"),
    "wording": ("register", RISKS + "columns: [{id: a, label: {de: x}}]"),
    "phase": ("register", RISKS + "phase: C7"),
    "computed without formula": ("register", RISKS + "computed: [{id: a}]"),
    "severity": ("register", RISKS + "checks: [{when: a, say: b, severity: fatal}]"),
    "check that says nothing": ("register", RISKS + "checks: [{when: a}]"),
    "view type": ("register", RISKS + "views: [{id: a, type: pie}]"),
    "view without its part": ("register", RISKS + "views: [{id: a, type: bar, label: b}]"),
    "part of another view": ("register", RISKS + "views: [{id: a, type: table, x: b}]"),
    "schedule without end": ("register", RISKS + "schedule: {start: a}"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_is_invalid(schemas, case):
    topic, text = BAD[case]
    assert errors(schemas[topic], load(text)) != []


GOOD = {
    "numbers as people write them": ("front-matter", "start: 2026-06-01\nend: 2026-06-02\nbudget: 120万\nreserve: 10%\nrates: {USD: 7.12}"),
    "a version that looks like a number": ("front-matter", "title: 2026\nversion: 1.2\ndraft: 是\ncheck_every: 90 天"),
    "a site's addition to a shipped register": ("register", "id: risks\ncolumns: [{id: 区域, type: choice, values: [华东, 华北]}]"),
    "values of integers": ("register", "id: a\ncolumns: [{id: b, type: integer, values: [1, 2, 3], min: 0}]"),
    "yes and no as words": ("register", "id: a\ncolumns: [{id: b, type: choice, values: [{id: y, aliases: [true, yes]}, n]}]"),
}


@pytest.mark.parametrize("case", GOOD)
def test_what_is_unusual_but_right_is_valid(schemas, case):
    topic, text = GOOD[case]
    assert errors(schemas[topic], load(text)) == []


# The file that each kind of text stands in, and a text of that kind to which an unknown key is added.
KNOWN_KEYS = {
    ("site", None): ("site.yaml", "name: a\n"),
    ("front-matter", "page"): ("a.md", ""),
    ("front-matter", "process"): ("a.md", "type: process\n"),
    ("front-matter", "campaign"): ("campaigns/a/brief.md", "start: 2026-06-01\nend: 2026-06-02\n"),
    ("front-matter", "review"): ("campaigns/a/review.md", ""),
    ("front-matter", "case"): ("cases/a.md", ""),
    ("front-matter", "training"): ("training/a.md", ""),
}


@pytest.mark.parametrize("topic, definition", KNOWN_KEYS)
def test_keys_are_those_that_fupan_knows(fupan, schemas, tmp_path, topic, definition):
    """Fupan's hint lists the keys that it reads; the schema has these and no others."""
    name, text = KNOWN_KEYS[topic, definition]
    texts = {"site.yaml": "name: a\n", "campaigns/a/brief.md": KNOWN_KEYS["front-matter", "campaign"][1]}
    texts[name] = text + "zzzzzzzzzzzz: 1\n"
    for file, content in texts.items():
        path = tmp_path / "content" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{content}---\n# A\n" if file.endswith(".md") else content, "utf-8")
    run = subprocess.run(
        [fupan, "check", str(tmp_path), "--format", "json", "--today", "2026-06-01"], capture_output=True, text=True,
        env={"LANG": "C"})
    hints = [entry["hint"] for entry in json.loads(run.stdout) if entry["rule"] == "unknown-key"]
    assert len(hints) == 1, run.stdout
    known = set(re.split("[:：]", hints[0], maxsplit=1)[1].replace(" ", "").split(","))
    schema = schemas[topic]["definitions"][definition] if definition else schemas[topic]
    assert set(schema["properties"]) == known
