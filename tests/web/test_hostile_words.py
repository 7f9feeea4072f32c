"""What people type is shown as text on every page, whatever it looks like."""

from dataclasses import replace

import pytest

from scheduler.district import PersonId
from tests.web.sample_site import Site, sample_today
from web.site.routes import PAGES

NASTY = '"><script>alert(1)</script><img src=x onerror=alert(1)> \u202eevil'
VALUES = {
    "activity": "id=clc/0/w3/visit/0",
    "person": "id=teacher-0",
    "coach": "id=coach-0",
    "sheet": "id=coach-0",
    "back": "run=r-1a2b3c4d",
    "settle": "key=key-2&take=calendar",
    "never-again": "id=teacher-0&when=Mon+P3&answer=never",
}


@pytest.mark.proves("X8")
def test_a_script_in_a_name_a_school_or_an_address_is_text_on_every_page() -> None:
    today = sample_today()
    district = today.district
    people = {
        key: replace(one, name=f"{one.name} {NASTY}", grade=NASTY, subject=NASTY)
        if key in (PersonId("teacher-0"), PersonId("coach-0"))
        else one
        for key, one in district.people.items()
    }
    schools = {key: replace(one, name=one.name + NASTY) for key, one in district.schools.items()}
    cohorts = tuple(replace(one, topic=NASTY) for one in district.cohorts)
    nasty = replace(
        district, name=NASTY, people=people, schools=schools, cohorts=cohorts, assumptions=(NASTY,)
    )
    runs = tuple(replace(one, actor=NASTY) for one in today.runs)
    client = Site(today=replace(today, district=nasty, runs=runs)).inside()
    addresses = [f"{one.path}?{VALUES.get(one.name, '')}" for one in PAGES]
    addresses += [f"/?coach={NASTY}", f"/?kind={NASTY}", f"/enter?code={NASTY}"]

    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "&lt;script&gt;alert" in answer.text or "coach=" in address or "kind=" in address
        assert "<script" not in answer.text, address
        assert "<img" not in answer.text, address
        assert "\u202e" not in answer.text, address
