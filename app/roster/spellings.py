"""What people call the columns of a list of people, in English, German, French and Spanish.

As `folded` writes them: without case, accents, spaces and punctuation. Those that stand first are the surest: where
two columns could be the address, “E-Mail” is taken before “Address”, and “Employee no.” before “No.”.
"""

from collections.abc import Mapping
from enum import StrEnum


class Column(StrEnum):
    """What a column of a file can be read as."""

    NAME = "name"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    ADDRESS = "address"
    NUMBER = "number"
    GROUP = "group"
    REASON = "reason"
    """What we wrote beside a wrong row; nobody reads it but the person who mends it."""


REASON_TITLE = "What is wrong (not read)"

_SPELLINGS: Mapping[Column, str] = {
    Column.NAME: """
        fullname displayname name names person personname employeename employee participantname participant
        learnername learner membername member colleague
        vollstandigername anzeigename vorundnachname vornameundnachname vornamenachname nachnamevorname namevorname
        mitarbeitername mitarbeiter mitarbeiterin mitarbeitende teilnehmername teilnehmer teilnehmerin teilnehmende
        nomcomplet nometprenom nomprenom prenomnom prenometnom nom salarie participante
        nombrecompleto nombreyapellido nombreyapellidos nombre empleado persona
    """,
    Column.FIRST_NAME: """
        firstname givenname givennames forename forenames first
        vorname vornamen rufname prenom prenoms primernombre nombredepila
    """,
    Column.LAST_NAME: """
        lastname surname familyname secondname last
        nachname familienname zuname nomdefamille apellido apellidos primerapellido
    """,
    Column.ADDRESS: """
        emailaddress email emails mailaddress mail emailid workemail workmail businessemail
        emailadresse mailadresse maildienstlich emaildienstlich
        adresseemail adressemail adresseelectronique adressecourriel adressedecourriel courriel mel
        correoelectronico direcciondecorreoelectronico direcciondecorreo direccioncorreo correo direccionemail
        address adresse direccion
    """,
    Column.NUMBER: """
        employeenumber employeeno employeenr employeenum employeeid personnelnumber personnelno personnelid
        staffnumber staffno staffid payrollnumber payrollno payrollid personnumber personid memberid membernumber
        personalnummer personalnr persnr pnr mitarbeiternummer mitarbeiternr mitarbeiterid teilnehmernummer
        matricule numeromatricule numerodematricule numeroemploye numerodemploye numemploye ndemploye nemploye
        nodemploye
        numerodeempleado numeroempleado numempleado nempleado noempleado noempleada idempleado legajo
        number nummer numero num no nr id n
    """,
    Column.GROUP: """
        groupname group traininggroup team teamname shift
        gruppenname gruppe lerngruppe schulungsgruppe schicht
        nomdugroupe groupe equipe nombredelgrupo grupo equipo turno
    """,
    Column.REASON: "whatiswrongnotread",
}

RANKS: Mapping[str, tuple[Column, int]] = {
    word: (column, rank)
    for column, words in _SPELLINGS.items()
    for rank, word in reversed(list(enumerate(words.split())))
}
"""Each spelling: its column, and how many spellings of that column are surer."""

NAME_BESIDE_FIRST = frozenset({"name", "nom"})
"""Means the last name where there is a column of first names, in German and French above all."""
NAME_BESIDE_LAST = frozenset({"nombre", "name"})
"""Means the first name where there is a column of last names, in Spanish above all."""
SIGNS = {"#": "no", "№": "no"}
"""Titles that are nothing but signs."""
