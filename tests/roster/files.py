"""Lists of people as they really come: what each file holds, and who is read from it, or why nobody is."""

from dataclasses import dataclass

from app.roster.entry import Entry

DANA = Entry("Dana Ørsted", "dana@example.org", "17")
LEILA = Entry("Leila Haddad", "leila@example.org", "18", "Nights")
BOTH = (DANA, LEILA)
TABLE = (
    ("Name", "E-Mail", "Employee no.", "Group"),
    ("Dana Ørsted", "dana@example.org", "17", ""),
    ("Leila Haddad", "leila@example.org", "18", "Nights"),
)
GROUPS = ("Days", "Nights", "Weekend")


@dataclass(frozen=True)
class File:
    name: str
    content: bytes
    entries: tuple[Entry, ...] = BOTH
    wrong: tuple[str, ...] = ()
    refusal: str = ""


def written(
    separator: str = ",", end: str = "\n", order: tuple[int, ...] = (0, 1, 2, 3), first: int = 0
) -> str:
    return "".join(separator.join(row[at] for at in order) + end for row in TABLE[first:])


def text(name: str, content: str, *entries: Entry, wrong: tuple[str, ...] = (), refusal: str = "") -> File:
    return File(name, content.encode(), entries, wrong, refusal)


ENCODINGS = [
    File("UTF-8", written().encode()),
    File("UTF-8 with BOM", written().encode("utf-8-sig")),
    File("UTF-8 with two BOMs", b"\xef\xbb\xbf" + written().encode("utf-8-sig")),
    File("UTF-16, little end first", b"\xff\xfe" + written("\t").encode("utf-16-le")),
    File("UTF-16, big end first", b"\xfe\xff" + written("\t").encode("utf-16-be")),
    File("Windows-1252", written(";").encode("cp1252")),
    File("lines of Windows", written(end="\r\n").encode()),
    File("lines of an old Mac", written(end="\r").encode()),
    File("no end of the last line", written().rstrip("\n").encode()),
]
SHAPES = [
    File("semicolons", written(";").encode()),
    File("tabs", written("\t").encode()),
    File("commas with blanks", written(", ").encode()),
    File("another order", written(order=(3, 2, 1, 0)).encode()),
    File("no titles", written(first=1).encode()),
    File("no titles, another order", written(order=(2, 0, 3, 1), first=1).encode()),
    File("the separator said", ("sep=;\r\n" + written(";")).encode()),
    File("a heading above", ("List of people, 2027\n\n" + written(";")).encode()),
    File("blank lines and empty columns", written(end=",,,\n\n").encode()),
    File("all quoted", "".join(",".join(f'"{c}"' for c in row) + "\n" for row in TABLE).encode()),
    text(
        "commas in names, separated by semicolons",
        'Ørsted, Dana;dana@example.org;17\n"Haddad, Leila";leila@example.org;18\n',
        Entry("Ørsted, Dana", "dana@example.org", "17"),
        Entry("Haddad, Leila", "leila@example.org", "18"),
    ),
    text(
        "semicolons in a column of notes",
        "Name,Mail,Notes\nDana Ørsted,dana@example.org,late; ill; back\nLeila Haddad,leila@example.org,a;b;c;d\n",
        Entry("Dana Ørsted", "dana@example.org"),
        Entry("Leila Haddad", "leila@example.org"),
    ),
    text(
        "addresses alone",
        "dana@example.org\nleila@example.org\n",
        Entry(address="dana@example.org"),
        Entry(address="leila@example.org"),
    ),
    text(
        "line breaks in cells",
        'Name,Notes,Mail\n"Dana\nØrsted","one\r\ntwo\r\n\r\nthree",dana@example.org\nLeila,,no address\n',
        Entry("Dana Ørsted", "dana@example.org"),
        wrong=("Line 7: no @ in the address.",),
    ),
    text("quotes in quotes", 'name,number\n"Dana ""Dee"" Ørsted",17\n', Entry('Dana "Dee" Ørsted', "", "17")),
    text(
        "a quote that is never closed",
        'name,number\n"Dana,17\nLeila,18\nBo,19\n',
        Entry("Leila", "", "18"),
        Entry("Bo", "", "19"),
        wrong=("Line 2: a quotation mark is opened and not closed, or only some lines below.",),
    ),
    text(
        "a separator without quotes",
        "name,address,number\nØrsted, Dana,dana@example.org,17\nLeila,leila@example.org,18\n",
        Entry("Leila", "leila@example.org", "18"),
        wrong=(
            "Line 2: four cells where the list has three columns. Put quotation marks around a cell that holds"
            " a separator.",
        ),
    ),
]
TITLES = [
    text(
        "German",
        "Personalnr.;Nachname;Vorname;E-Mail-Adresse;Gruppe\n17;Ørsted;Dana;dana@example.org;\n",
        DANA,
    ),
    text(
        "German, name and first name",
        "Name;Vorname;Mail\nØrsted;Dana;dana@example.org\n",
        Entry("Dana Ørsted", "dana@example.org"),
    ),
    text("French", "Matricule;Nom;Prénom;Courriel;Équipe\n17;Ørsted;Dana;dana@example.org;\n", DANA),
    text(
        "French, number",
        "N° d’employé\tNom complet\tAdresse e-mail\n17\tDana Ørsted\tdana@example.org\n",
        DANA,
    ),
    text(
        "Spanish", "Nº empleado,Nombre,Apellidos,Correo electrónico\n17,Dana,Ørsted,dana@example.org\n", DANA
    ),
    text("capitals", "MAIL ADDRESS,FULL NAME,STAFF NO\ndana@example.org,Dana Ørsted,17\n", DANA),
    text(
        "two addresses, two numbers",
        "No.,Address,E-Mail,Employee number,Name\n1,12 High Street,dana@example.org,17,Dana Ørsted\n",
        DANA,
    ),
]
MARKS = [
    text(
        "bidi and invisible marks",
        "Name,Mail,No\n\u202bDana\u200b Ørsted\u202c,\u200edana@example.org\u200f,\ufeff17\n",
        DANA,
    ),
    text("wide letters", "Name,Mail,No\nDana Ørsted,ｄａｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ,１７\n", DANA),
    text(
        "accents in pieces",
        "Name,Mail,No\nZoe\u0308,Dana@Example.ORG,17\n",
        Entry("Zoë", "dana@example.org", "17"),
    ),
    text(
        "blanks that do not break",
        "Name,Mail,No\n\u00a0Dana\u00a0Ørsted\u00a0,\u00a0dana@example.org,17\u00a0\n",
        DANA,
    ),
    text("joiners in a name", "Name,No\nمی\u200cخواهم,17\n", Entry("می\u200cخواهم", "", "17")),
    text(
        "an address as mail programs copy it",
        "Name,Mail,No\nDana Ørsted,<mailto:dana@example.org>,17\n",
        DANA,
    ),
    text(
        "look-alike letters",
        "Name,Mail\nDana,dana@ex\u0430mple.org\nLeila,l\u0435ila@example.org\nBo,bo@\u0430\u0440\u0440\u04cf\u0435.com\n",
        wrong=(
            "Line 2: the address dana@ex\u0430mple.org: its ‘\u0430’ is a Cyrillic letter among others.",
            "Line 3: the address l\u0435ila@example.org: its ‘\u0435’ is a Cyrillic letter among others.",
            "Line 4: the address bo@\u0430\u0440\u0440\u04cf\u0435.com: ‘\u0430\u0440\u0440\u04cf\u0435’ looks Latin,"
            " and its letters are Cyrillic.",
        ),
    ),
    text(
        "formulas",
        'Name,No\n=1+1,17\n"=HYPERLINK(""https://example.org"")",-18\n\'@SUM,+19\n',
        Entry("=1+1", "", "17"),
        Entry('=HYPERLINK("https://example.org")', "", "-18"),
        Entry("@SUM", "", "+19"),
    ),
]
WRONG = [
    text(
        "duplicates",
        "Name,Mail,No\nDana,dana@example.org,A17\nBo,bo@example.org,a17\nDee,DANA@example.org,20\n",
        Entry("Dana", "dana@example.org", "A17"),
        wrong=("Line 3: the same number as line 2.", "Line 4: the same address as line 2."),
    ),
    text(
        "a group of others",
        "Name,No,Group\nDana,17,nights\nBo,19,Dawn\n",
        Entry("Dana", "", "17", "Nights"),
        wrong=("Line 3: there is no group called ‘Dawn’ here.",),
    ),
    text(
        "addresses with slips",
        "Name,Mail\nA,a@@example.org\nB,b c@example.org\nC,c@\nD,d@example.org; e@example.org\nE,\nF,ø@example.org\n",
        wrong=(
            "Line 2: more than one @ in the address. Each person has a line, and one address.",
            "Line 3: a space in the address b c@example.org.",
            "Line 4: no mail can reach c@. Look for a slip in the address.",
            "Line 5: more than one @ in the address. Each person has a line, and one address.",
            "Line 6: neither a number nor an address, by which people are told apart.",
            "Line 7: ‘ø’ in the address ø@example.org; before the @ there are letters from a to z.",
        ),
    ),
    text(
        "numbers that a spreadsheet has shortened",
        "Name,No\nDana,4.71E+11\n",
        wrong=(
            "Line 2: a spreadsheet has shortened the number to 4.71E+11. Format its column as text, and enter it"
            " again.",
        ),
    ),
    text(
        "a name without end",
        f"Name,No\n{'a' * 81},17\n",
        wrong=("Line 2: the name cannot be kept. Use 80 characters or fewer.",),
    ),
]
READ = [*ENCODINGS, *SHAPES, *TITLES, *MARKS, *WRONG]
