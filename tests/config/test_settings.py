"""Each setting comes from the nearest place that says it, and says which place that was."""

from pathlib import Path

import pytest

from config.settings import DEFAULT, Settings, find_file, read_settings
from scheduler.errors import SettingsError


def written(folder: Path, text: str) -> Path:
    (folder / "bellweave.toml").write_text(text, encoding="utf-8")
    return folder / "bellweave.toml"


def refusal(folder: Path, **options: object) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        read_settings(options, start=folder)
    assert caught.value.exit_code == 2
    assert caught.value.fix
    return caught.value


def test_without_anything_said_the_defaults_hold(tmp_path: Path) -> None:
    found = read_settings({}, start=tmp_path)

    assert (found.values.seed, found.origin["seed"], found.file) == (1, DEFAULT, None)


def test_an_option_beats_the_environment_beats_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, "seed = 2\nworkers = 2\ntime_limit = 2\n")
    monkeypatch.setenv("BELLWEAVE_SEED", "3")
    monkeypatch.setenv("BELLWEAVE_WORKERS", "3")

    found = read_settings({"seed": 4, "workers": None}, start=tmp_path)

    assert (found.values.seed, found.values.workers, found.values.time_limit) == (4, 3, 2)
    assert [found.origin[key] for key in ("seed", "workers", "time_limit")] == [
        "--seed",
        "BELLWEAVE_WORKERS",
        str(file),
    ]


def test_the_file_of_a_folder_above_is_found(tmp_path: Path) -> None:
    file = written(tmp_path, "seed = 2\n")
    (tmp_path / "deep" / "er").mkdir(parents=True)

    assert find_file(tmp_path / "deep" / "er") == file


def test_a_path_in_the_file_starts_at_the_files_folder(tmp_path: Path) -> None:
    written(tmp_path, 'inputs = "tables"\n')
    below = tmp_path / "deep"
    below.mkdir()

    assert read_settings({}, start=below).values.inputs == str(tmp_path / "tables")


def test_a_path_on_the_command_line_starts_where_one_stands(tmp_path: Path) -> None:
    written(tmp_path, "")
    below = tmp_path / "deep"
    below.mkdir()

    assert read_settings({"inputs": "t.xlsx"}, start=below).values.inputs == str(below / "t.xlsx")


def test_a_database_address_is_not_taken_for_a_file(tmp_path: Path) -> None:
    address = "postgresql+psycopg://coach@db/bellweave"

    assert read_settings({"database": address}, start=tmp_path).values.database == address


def test_an_unknown_key_of_the_file_is_refused_with_the_nearest(tmp_path: Path) -> None:
    file = written(tmp_path, "timelimit = 30\n")

    error = refusal(tmp_path)

    assert error.what == "There is no setting 'timelimit'."
    assert error.where == str(file)
    assert error.fix == "Did you mean time_limit?"


def test_an_unknown_name_in_the_environment_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BELLWEAVE_SEEDS", "3")

    assert refusal(tmp_path).where == "BELLWEAVE_SEEDS"


@pytest.mark.proves("I3")
@pytest.mark.parametrize(
    "text", ["seed = 1\nseed = 2\n", "seed: 1\n", "x = " + "[" * 5000, "# \n" * 50_000]
)
def test_a_file_that_is_no_settings_file_is_refused(tmp_path: Path, text: str) -> None:
    file = written(tmp_path, text)

    assert refusal(tmp_path).where == str(file)


def test_coaches_busy_times_are_asked_for_unless_the_file_says_otherwise(tmp_path: Path) -> None:
    assert read_settings({}, start=tmp_path).values.busy == "coaches"
    written(tmp_path, 'busy = "coaches and teachers"\n')

    assert read_settings({}, start=tmp_path).values.busy == "coaches and teachers"


@pytest.mark.proves("I3")
@pytest.mark.parametrize(
    "line",
    [
        'seed = "often"',
        "time_limit = 0",
        "workers = -1",
        "inputs = 7",
        'busy = "everybody"',
        "busy_days = 0",
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_its_place(tmp_path: Path, line: str) -> None:
    file = written(tmp_path, line)

    error = refusal(tmp_path)

    assert error.what.startswith(line.split(" ", maxsplit=1)[0])
    assert error.where == str(file)


def test_two_sources_of_input_are_refused(tmp_path: Path) -> None:
    written(tmp_path, 'inputs = "tables"\nspreadsheet = "1AbC"\n')

    assert "only one can be read" in refusal(tmp_path).what


def test_every_setting_is_described_and_shown_with_its_origin(tmp_path: Path) -> None:
    shown = list(read_settings({}, start=tmp_path).shown())

    assert [key for key, _, _ in shown] == list(Settings.model_fields)
    assert all(field.description for field in Settings.model_fields.values())
