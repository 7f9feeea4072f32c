"""One contract, two Googles: what the program takes for granted holds on the local server and the real one.

The list is that of `doctor --live`: scratch things only, nobody invited, everything deleted at the end.
"""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from sync.account.keys import Keys
from sync.live.checks import ASSUMPTIONS
from sync.live.trying import trying
from sync.workspace.checks import Grade
from sync.workspace.google import Google
from tests.contract.googles import CREDENTIAL, WHY_NOT, keys_in, the_local_one, the_real_one

Open = Callable[[], AbstractContextManager[Google]]


@pytest.mark.proves("F-74")
@pytest.mark.parametrize("opened", [the_local_one, the_real_one], ids=["local", "real"])
def test_google_does_what_is_taken_for_granted(opened: Open) -> None:
    told: list[str] = []

    with trying(opened(), told.append) as answers:
        found = {one.number: (one.says, finding) for one, finding in answers}

    assert len(found) == len(ASSUMPTIONS) >= 30
    failed = {n: f"{says} {one.saw}" for n, (says, one) in found.items() if one.grade is Grade.FAIL}
    assert failed == {}
    assert told == ["Nothing that was made for this is left."]


def test_without_a_credential_the_reason_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CREDENTIAL, raising=False)

    with pytest.raises(pytest.skip.Exception, match="real Google was not asked"), the_real_one():
        pass

    assert CREDENTIAL in WHY_NOT


def test_a_key_and_a_sign_in_are_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "credential.json"
    file.write_text(json.dumps({"type": "service_account"}))
    assert keys_in(file, "a@d.example").service_account_file == file

    file.write_text(json.dumps({"refresh_token": "1//x"}))
    assert keys_in(file, "") == Keys(token_file=file)
