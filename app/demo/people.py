"""Whom the demo invents: names from many places, skill and patience, and when they were here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from app.demo.rows import id_at

FIRST = (
    "Aisha Amara Andrej Anke Anselm Beatriz Bilal Bo Camille Chidi Dagny Deniz Dimitra Elif Emeka Esra Farah "
    "Femi Gita Hana Henrik Ines Ismail Ivo Jamal Joao Kaito Kamala Katya Kofi Laleh Leila Lin Ludmila Magda "
    "Mahmoud Maren Mei Mikko Mina Nadia Ngozi Niamh Noor Oksana Omar Oren Paolo Petra Priya Quentin Rafael "
    "Rania Ronja Rui Sana Senna Sione Soren Tamar Tariq Tomas Uma Veit Viktor Wanda Xiomara Yara Yuki Zainab"
).split()
LAST = (
    "Abara Adeyemi Ahmadi Almeida Andersen Baptiste Berger Castillo Cohen Dlamini Dubois Eriksen Farouk Fischer "
    "Garcia Haddad Hansen Hoang Ibrahim Ivanova Jansen Kaya Kim Kowalska Kruger Lehtonen Lindqvist Lopez Mbeki "
    "Mendes Meyer Mori Moreau Nakamura Nguyen Novak Nowak Okafor Okoye Osei Ozturk Park Patel Pereira Petrov "
    "Quispe Rahman Reyes Rossi Ruiz Santos Sato Schmidt Silva Singh Sousa Suzuki Tanaka Tran Varga Vargas Weber "
    "Wong Yilmaz Zhang Zielinska"
).split()
ZONES = (
    "UTC",
    "Europe/Berlin",
    "Europe/Lisbon",
    "America/New_York",
    "Asia/Kolkata",
    "Africa/Lagos",
    "Asia/Tokyo",
)
LONGEST_AGO_DAYS = 180


@dataclass(frozen=True)
class Person:
    """`skill`, from 0 to 1, is that of the first visit; `patience` is the chance of another visit after each."""

    subject: str
    name: str
    email: str
    time_zone: str
    began_at: datetime
    skill: float
    patience: float


def invent(rng: Random, number: int, until: datetime, *, is_early: bool = False) -> Person:
    """`is_early`: they were here before most others."""
    name = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
    zone = rng.choice(ZONES)
    span = (LONGEST_AGO_DAYS - 5, LONGEST_AGO_DAYS) if is_early else (2, LONGEST_AGO_DAYS, 30)
    began_at = working_hour(rng, until - timedelta(days=rng.triangular(*span)))
    return Person(
        subject=id_at(rng, began_at),
        name=name,
        email=f"{name.lower().replace(' ', '.')}.{number}@demo.example",
        time_zone=zone,
        began_at=began_at,
        skill=rng.betavariate(2, 3),
        patience=rng.betavariate(5, 2),
    )


def visits(rng: Random, person: Person, until: datetime) -> Iterator[datetime]:
    """When they sat down, oldest first: a week apart on average, until their patience or the time is over."""
    at = person.began_at
    while at < until:
        yield at
        if rng.random() > person.patience:
            return
        at = working_hour(rng, at + timedelta(days=1 + rng.expovariate(1 / 6)))


def working_hour(rng: Random, day: datetime) -> datetime:
    """On that day."""
    minutes = timedelta(minutes=rng.triangular(7.5 * 60, 18 * 60, 9.5 * 60))
    return datetime.combine(day.date(), time(), day.tzinfo) + timedelta(seconds=int(minutes.total_seconds()))
