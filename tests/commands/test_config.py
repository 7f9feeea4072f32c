"""`config`: every setting with where it came from, and one of them changed."""

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from tests.journeys.typing_commands import Typist


@pytest.fixture
def fresh(fresh: Typist) -> Typist:
    """These commands read no clock."""
    return Typist(fresh.folder)


def settings_of(typist: Typist) -> dict[str, tuple[str, str]]:
    told = json.loads(typist.does("config", "show", "--json").out)["settings"]
    return {one["key"]: (one["value"], one["origin"]) for one in told}


def file_of(typist: Typist) -> Path:
    return typist.folder / "bellweave.toml"


def test_each_setting_says_where_it_comes_from(
    fresh: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BELLWEAVE_WORKERS", "3")

    found = settings_of(fresh)

    assert found["workers"] == ("3", "BELLWEAVE_WORKERS")
    assert found["publish"] == ("all", str(file_of(fresh)))
    assert found["time_limit"] == ("60", "default")


def test_a_password_in_an_address_is_not_shown(fresh: Typist) -> None:
    fresh.does("config", "set", "database", "postgresql://math:s3cret@localhost/bellweave")

    assert settings_of(fresh)["database"][0] == "postgresql://math:(not shown)@localhost/bellweave"
    assert "s3cret" not in fresh.does("config", "show").out


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("seed", "7", 7),
        ("sender", 'Math "North" office', 'Math "North" office'),
        ("sender", "7", "7"),
        ("publish", "weekly", "weekly"),
        ("coach_books", '["role@district.example"]', ["role@district.example"]),
        ("retention_days", "{notes = 30}", {"notes": 30}),
    ],
)
def test_a_setting_is_changed_and_the_rest_of_the_file_stays(
    fresh: Typist, key: str, typed: str, kept: object
) -> None:
    before = file_of(fresh).read_text("utf-8")
    fresh.does("config", "set", key, typed)

    after = file_of(fresh).read_text("utf-8")
    assert tomllib.loads(after) == {**tomllib.loads(before), key: kept}
    assert [line for line in before.splitlines() if line.startswith("#")] == [
        line for line in after.splitlines() if line.startswith("#")
    ]


@pytest.mark.parametrize(
    ("key", "typed", "says"),
    [
        ("sead", "7", "Did you mean seed?"),
        ("workers", "999", "cannot be used"),
        ("publish", "never", "cannot be used"),
        ("spreadsheet", "1abc", "Both inputs and spreadsheet"),
    ],
)
def test_what_cannot_be_used_is_refused_and_the_file_stays(
    fresh: Typist, key: str, typed: str, says: str
) -> None:
    before = file_of(fresh).read_bytes()
    refused = fresh.types("config", "set", key, typed)

    assert refused.code == 2
    assert says in refused.err
    assert str(file_of(fresh)) in refused.err
    assert file_of(fresh).read_bytes() == before


def test_a_setting_written_over_several_lines_is_left_to_a_person(fresh: Typist) -> None:
    file = file_of(fresh)
    file.write_text(f'subjects = [\n  "a@b.example",\n]\n{file.read_text("utf-8")}', "utf-8")
    before = file.read_bytes()

    refused = fresh.types("config", "set", "subjects", '["c@b.example"]')

    assert refused.code == 2
    assert "Change it by hand" in refused.err
    assert file.read_bytes() == before


def test_without_a_file_every_setting_is_the_default(tmp_path: Path) -> None:
    typist = Typist(tmp_path)

    assert "bellweave init" in typist.does("config", "path").out
    assert {origin for _, origin in settings_of(typist).values()} == {"default"}
    assert typist.types("config", "set", "seed", "7").code == 2


def test_the_schema_takes_the_file_that_init_writes(fresh: Typist) -> None:
    schema = json.loads(fresh.does("config", "schema").out)
    written = tomllib.loads(file_of(fresh).read_text("utf-8"))

    jsonschema.validate(written, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**written, "sead": 7}, schema)
