"""Somebody's address changed, or she left: it is proposed first, and nobody unknown is mailed."""

from dataclasses import replace

import pytest

from scheduler.district import District
from scheduler.errors import InputError
from sync.merging.changes import Verb
from tests.builders import ANA, HALL, KHAN, VISIT, a_district
from tests.sync.coaching import Workspace, person, visit

NEW = "rosa.hall-ortiz@district.example"


def with_address(email: str) -> District:
    """The district in which Rosa Hall has another address."""
    district = a_district()
    rosa = replace(district.people[HALL], email=email)
    return replace(district, people={**district.people, HALL: rosa})


@pytest.mark.proves("C10")
def test_a_new_address_is_a_proposed_swap_that_mails_her_alone(published: Workspace) -> None:
    published.district = with_address(NEW)

    (change,) = published.compare(visit()).changes

    assert change.verb is Verb.EDIT
    assert (change.add, change.drop) == ((NEW,), (person("hall"),))
    assert published.mails() == []
    published.publish(visit())
    assert sorted(published.mails()) == [("cancellation", person("hall")), ("invitation", NEW)]
    assert {guest.email for guest in published.event().attendees} == {person("ana"), NEW}


@pytest.mark.proves("C10")
def test_an_address_in_other_letters_is_the_same_person(published: Workspace) -> None:
    published.district = with_address(person("hall").upper())

    (change,) = published.compare(visit()).changes

    assert change.verb is Verb.NOTHING


@pytest.mark.proves("C10")
@pytest.mark.parametrize("email", ["", "hall", "  "])
def test_somebody_without_an_address_is_named_and_nobody_is_mailed(
    published: Workspace, email: str
) -> None:
    published.district = with_address(email)

    with pytest.raises(InputError, match="Rosa Hall has no e-mail address"):
        published.compare(visit())

    assert published.mails() == []
    assert published.writes() == []


@pytest.mark.proves("C10")
def test_who_left_is_taken_out_and_who_comes_in_is_invited(published: Workspace) -> None:
    with_khan = visit(required=(ANA, KHAN))

    (change,) = published.compare(with_khan).changes

    assert change.activity == VISIT
    assert (change.add, change.drop) == ((person("khan"),), (person("hall"),))
    published.publish(with_khan)
    assert sorted(published.mails()) == [
        ("cancellation", person("hall")),
        ("invitation", person("khan")),
    ]
