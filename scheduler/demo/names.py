"""Made-up names of people and schools for the demo district; any likeness is chance."""

import random
from collections.abc import Iterator

from scheduler.naming import id_part

DOMAIN = "oakriver.example"

_GIVEN = """
    Aaliyah Adaeze Alejandro Alicia Amara Amir Andrea Angela Anita Anthony Ayesha Beatriz Benjamin
    Bianca Brandon Bridget Caleb Camila Carlos Caroline Cedric Chloe Colleen Damian Daniela Darnell
    Deborah Denise Derek Diego Elena Elijah Emeka Emily Esther Fatima Felix Fiona Gabriel Grace
    Gregory Hana Hassan Heather Hector Helen Ifeoma Imani Ingrid Isaac Ivan Jamal Janelle Jasmine
    Jerome Joanna Jorge Joyce Julian Kaitlyn Karim Keisha Kenji Kevin Kiara Lamar Laura Leah Leticia
    Lin Lorenzo Lucia Malik Marcus Margaret Maria Martin Mei Meredith Miguel Mina Monique Nadia
    Natalie Nathan Nicole Noah Noor Olivia Omar Oscar Paige Patrick Paulo Priya Quentin Rachel Rafael
    Rebecca Renee Ricardo Rosa Ruth Samir Sarah Sergio Shanice Simone Sofia Stephen Susan Tamara
    Teresa Theo Tomas Tyrone Valeria Vanessa Victor Wendy Xavier Yasmin Yuki Zachary Zainab
"""

_FAMILY = """
    Abbott Abdi Acosta Adeyemi Aguilar Ahmed Allen Alvarez Anderson Arroyo Bailey Banerjee Barnes
    Bautista Beaumont Becker Bennett Bishop Boateng Bowman Brennan Brooks Bui Burke Caldwell Campbell
    Castillo Chandra Chang Chavez Cho Clarke Coleman Contreras Cooper Crawford Cruz Daniels Davenport
    Dawson Delgado Desai Diaz Dixon Donnelly Dubois Duncan Eaton Edwards Ellis Espinoza Farah Ferguson
    Fernandez Fischer Fitzgerald Fleming Flores Foster Fox Franklin Freeman Gallagher Garcia Gibson
    Goldberg Gomez Gordon Graves Greene Griffin Gupta Guzman Haddad Hansen Harper Hayes Henderson
    Hernandez Hoang Holloway Horvath Huang Hughes Ibarra Ingram Iyer Jacobs James Jensen Jimenez
    Johnson Kaplan Kaur Keller Kennedy Kim Kowalski Kumar Lambert Larsen Lawson Le Leblanc Lewis
    Liu Lopez Mahmoud Maldonado Marshall Martinez Mbeki McAllister McCarthy Medina Mehta Mendoza
    Meyer Miller Mitchell Molina Moreno Morgan Murphy Nakamura Navarro Nelson Nguyen Novak Nwosu
    Obrien Okafor Olsen Ortega Osei Owens Pacheco Park Patel Perez Peterson Pham Porter Powell
    Ramirez Reed Reyes Richardson Rivera Robinson Romero Rossi Russell Salazar Sanders Santos Schmidt
    Shapiro Sharma Silva Simmons Singh Snyder Soto Sullivan Takahashi Tanaka Taylor Thompson Torres
    Tran Turner Underwood Valdez Vargas Vasquez Vega Wagner Walker Wallace Warren Washington Watkins
    Weaver Webb Whitaker Williams Wong Wright Yamamoto Yang Young Zamora Zhang Zimmerman
"""

ELEMENTARY = (
    "Maple Grove",
    "Willow Creek",
    "Harriet Tubman",
    "Stony Brook",
    "Eastgate",
    "Birch Hill",
)
MIDDLE = ("Riverbend", "Dolores Huerta", "Cedar Ridge", "Lakeview")
HIGH = ("Oak River", "North Valley", "Frederick Douglass")


def people_names(rng: random.Random) -> Iterator[tuple[str, str]]:
    """Names with an id made of each, such as ('Elena Rivera', 'elena-rivera'), none of them twice.

    Family names come again only when all have been used.
    """
    given, families = _GIVEN.split(), _FAMILY.split()
    seen = set()
    while True:
        for family in rng.sample(families, len(families)):
            name = f"{rng.choice(given)} {family}"
            if name not in seen:
                seen.add(name)
                yield name, id_part(name)


def email_of(key: str) -> str:
    """The e-mail address that goes with an id, like elena.rivera@oakriver.example."""
    return f"{key.replace('-', '.')}@{DOMAIN}"
