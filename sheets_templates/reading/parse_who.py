"""Finds the person a cell speaks of: by id, by e-mail address, or by a name only one person has."""

from collections.abc import Mapping

from scheduler.district import Person, PersonId
from sheets_templates.reading.parse_faults import Faults
from sheets_templates.reading.parse_nearest import likeness, nearest
from sheets_templates.reading.parse_rows import Row


def known_person(
    row: Row,
    header: str,
    who: str,
    people: Mapping[PersonId, Person] | None,
    faults: Faults,
) -> PersonId | None:
    """The person meant, None when the cell is empty or was a fault; `people` None checks nothing."""
    if not who:
        return None
    if people is None or PersonId(who) in people:
        return PersonId(who)
    said = who.casefold()
    found = [
        person.id for person in people.values() if said in (person.email, person.name.casefold())
    ]
    if len(found) == 1:
        return found[0]
    if found:
        what = f"{len(found)} people are called '{who}'"
        fix = f"Write the person_id: {' or '.join(found)}"
    else:
        if who not in faults.hints:
            faults.hints[who] = _suggestion(who, people)
        what, fix = f"Nobody on the People tab is '{who}'", faults.hints[who]
    faults.add(row.place(header), what, fix)
    return None


def known_people(
    row: Row, header: str, people: Mapping[PersonId, Person] | None, faults: Faults
) -> tuple[PersonId, ...]:
    """Everybody a list names, each once, in its order."""
    found = (known_person(row, header, who, people, faults) for who in row.texts(header))
    return tuple(dict.fromkeys(person for person in found if person))


def name_of(person: PersonId, people: Mapping[PersonId, Person]) -> str:
    """What to call somebody in a message."""
    return people[person].name or person if person in people else person


def _suggestion(who: str, people: Mapping[PersonId, Person]) -> str:
    """The nearest name; else the nearest id."""
    names = {f"{person.name}": person.id for person in people.values()}
    near = nearest(who, names)
    by_id = nearest(who, people)
    if near and (not by_id or likeness(who, near) >= likeness(who, by_id)):
        return f"Write {names[near]} if {near} is meant, or add the person to the People tab"
    if by_id:
        name = people[PersonId(by_id)].name
        return f"Write {by_id} if {name} is meant, or add the person to the People tab"
    if who.isdigit() and len(who) > 4:
        return "Put ; between ids: a spreadsheet reads 101,102 as one number"
    return "Add the person to the People tab, or correct the id"
