"""The requirements the five sources state themselves, by source.

Copied by hand from the list of restated facts: every row marked E, also where it is marked E and I (implied)
or E and C (convention). Rows that are only implied or only convention are not here: R-CLC-4, 8, 14, 16 and
17, R-LT-9, R-CCL-4, 7 and 12, R-SS-17.
"""

SOURCES = {
    "R-CLC": (1, 2, 3, 5, 6, 7, 9, 10, 11, 12, 13, 15, 18),
    "R-CP": tuple(range(1, 28)),
    "R-LT": (1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14),
    "R-CCL": (1, 2, 3, 5, 6, 8, 9, 10, 11, 13),
    "R-SS": tuple(range(1, 17)),
}
EXPLICIT = tuple(f"{source}-{number}" for source, rows in SOURCES.items() for number in rows)
