"""How long a page takes on the server for 15 coaches and 150 teachers: each page of the site, often."""

import time
from dataclasses import replace

from scheduler.district import PersonId
from tests.web.sample_site import Site, sample_today
from web.site.routes import PAGES

TIMES = 20
VALUES = {
    "activity": "id=clc/0/w3/visit/0",
    "person": "id=teacher-0",
    "coach": "id=coach-0",
    "sheet": "id=coach-0",
    "back": "run=r-1a2b3c4d",
    "settle": "key=key-2&take=calendar",
    "never-again": "id=teacher-0&when=Mon+P3&answer=never",
}


def main() -> str:
    """The 95th percentile of all pages, and of the slowest, in milliseconds of wall time.

    What a processor spent on the slowest tells how busy the computer was.
    """
    today = sample_today()
    twice = {
        PersonId(f"{key}-again"): replace(one, id=PersonId(f"{key}-again"))
        for key, one in today.district.people.items()
        if key.startswith("teacher-")
    }
    people = {**today.district.people, **twice}
    site = Site(today=replace(today, district=replace(today.district, people=people)))
    client = site.inside()
    spent: dict[str, list[float]] = {}
    worked: dict[str, list[float]] = {}
    for _ in range(TIMES):
        for route in PAGES:
            began, busy = time.perf_counter(), time.thread_time()
            answer = client.get(f"{route.path}?{VALUES.get(route.name, '')}")
            spent.setdefault(route.name, []).append(1000 * (time.perf_counter() - began))
            worked.setdefault(route.name, []).append(1000 * (time.thread_time() - busy))
            if answer.status_code != 200:
                raise AssertionError(f"{route.path} answered {answer.status_code}")
    every = sorted(one for found in spent.values() for one in found)
    slowest = max(spent, key=lambda name: _p95(sorted(spent[name])))
    teachers = sum(key.startswith("teacher-") for key in people)
    return (
        f"{len(every)} pages for 15 coaches and {teachers} teachers: p95 {_p95(every):.0f} ms, "
        f"slowest {slowest} p95 {_p95(sorted(spent[slowest])):.0f} ms "
        f"({_p95(sorted(worked[slowest])):.0f} ms of a processor)"
    )


def _p95(in_order: list[float]) -> float:
    return in_order[min(len(in_order) - 1, round(0.95 * len(in_order)))]
