"""Lists of people come out whole, whatever program saved them: the files of messy/ against their MANIFEST."""

import email_validator
import pytest

from crm.imports.reading import Kind, UnreadableFile, read_report
from crm.imports.reading.names import NameParts, read_display_name, split_name
from tests.imports.examples import DATA, MANIFEST, people, raw

READABLE = sorted(name for name, facts in MANIFEST.items() if facts.get("rows_ok"))
REFUSED = ("empty.csv", "only_bom.csv", "blank_lines.csv", "not_a_csv.csv")


@pytest.mark.parametrize("name", READABLE)
def test_every_good_row_is_taken(name: str) -> None:
    report = people(raw(f"messy/{name}"))
    assert len(report.rows) == MANIFEST[name]["rows_ok"]
    assert not any("\ufffd" in str(row) or "Ã" in str(row) for row in report.rows)
    assert all(row.first_name or row.last_name for row in report.rows)


@pytest.mark.parametrize("name", REFUSED)
def test_files_without_rows_are_refused(name: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_report(raw(f"messy/{name}"), name)
    assert str(refusal.value).startswith("This file")


def test_a_header_alone_gives_no_people_and_says_so() -> None:
    report = people(raw("messy/header_only.csv"))
    assert report.rows == ()
    assert "0 people" in str(report.warnings[0])


def test_windows_letters_are_right() -> None:
    report, facts = people(raw("messy/cp1252.csv")), MANIFEST["cp1252.csv"]
    first, wanted = report.rows[0], facts["first_row"]
    assert report.encoding == facts["encoding"]
    assert (first.first_name, first.last_name, first.email) == (wanted["first"], wanted["last"], wanted["email"])


def test_mixed_lines_read_like_the_clean_file() -> None:
    clean, mixed = people(raw("messy/cp1252.csv")), people(raw("messy/mixed_utf8_cp1252_lines.csv"))
    assert mixed.rows == clean.rows
    assert [w.line for w in mixed.warnings] == [3]


@pytest.mark.parametrize(("name", "delimiter"), [("semicolon_decimal_comma.csv", ";"), ("tab.tsv", "\t")])
def test_the_delimiter_is_found(name: str, delimiter: str) -> None:
    report = people(raw(f"messy/{name}"))
    assert report.delimiter == delimiter
    assert all(row.zip for row in report.rows)


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    text = raw("messy/quoted_newlines.csv")
    report = people(text)
    lines = text.decode().replace("\r\n", "\n").split("\n")
    assert all(row.first_name in lines[row.line - 1] for row in report.rows)
    assert 'Wants to "bring 3".' in report.rows[0].extra["Notes"]


def test_excel_marks_are_taken_off() -> None:
    assert all(
        row.zip.isdigit() and (row.phone or "").isdigit() for row in people(raw("messy/leading_apostrophes.csv")).rows
    )
    row = people('Name,Phone,Zip\nAna Ruiz,"=""3035550101""","=""07108"""\n').rows[0]
    assert (row.phone, row.zip) == ("3035550101", "07108")


def test_a_phone_that_lost_digits_is_named() -> None:
    report = people(raw("messy/excel_scientific_phones.csv"))
    assert len(report.warnings) == MANIFEST["excel_scientific_phones.csv"]["rows_phone_lost"]
    assert report.rows[1].phone == "1.34756E+10"


def test_formulas_stay_text() -> None:
    firsts = [row.first_name for row in people(raw("messy/formula_injection.csv")).rows]
    wanted = [payload.strip() for payload in MANIFEST["formula_injection.csv"]["payloads"]]
    assert firsts == wanted


def test_people_called_null_are_people_and_hidden_marks_are_gone() -> None:
    rows = {row.email: row for row in people(raw("messy/unicode_and_hostile_names.csv")).rows}
    assert (rows["u16@neighbors.example.org"].first_name, rows["u16@neighbors.example.org"].last_name) == (
        "NULL",
        "None",
    )
    assert (rows["u10@neighbors.example.org"].first_name, rows["u10@neighbors.example.org"].last_name) == (
        "John",
        "Smith",
    )
    assert rows["u9@neighbors.example.org"].first_name == "evil"
    assert rows["u0@neighbors.example.org"].last_name == "الأحمد"
    assert rows["u13@neighbors.example.org"].first_name == "<script>alert(1)</script>"
    assert rows["u19@neighbors.example.org"].last_name.endswith("José")


def test_two_columns_of_one_name_are_both_kept() -> None:
    report = people(raw("messy/duplicate_headers.csv"))
    assert [c.field for c in report.mapping] == ["first_name", "last_name", "email", "phone", "phone", "email"]
    row = people("Name,Phone,Phone,Email,Email\nAna Ruiz,,3035550101,,ana@example.org\n").rows[0]
    assert (row.phone, row.email) == ("3035550101", "ana@example.org")
    row = people("Name,Home Phone,Cell Phone,Colour,Colour\nAna Ruiz,3035550101,3035550102,red,blue\n").rows[0]
    assert (row.phone, row.other_phones) == ("3035550102", ("3035550101",))
    assert row.extra == {"Colour": "red", "Colour (2)": "blue"}


def test_ragged_rows_are_named_and_a_lone_first_name_is_set_aside() -> None:
    report = people(raw("messy/ragged_rows.csv"))
    assert [w.line for w in report.warnings] == [5, 9, 14]
    assert [(row.line, row.cells) for row in report.set_aside] == [(14, ("Diego",))]


def test_lines_around_the_table_are_passed_over() -> None:
    report = people(raw("messy/preamble_and_footer.csv"))
    assert report.header_line == MANIFEST["preamble_and_footer.csv"]["header_line"]
    assert [w.line for w in report.warnings] == [16]


def test_three_hundred_columns() -> None:
    report = people(raw("messy/columns_300.csv"))
    assert len(report.mapping) == MANIFEST["columns_300.csv"]["columns"]


def test_addresses_are_kept_dropped_or_taken_out_as_expected() -> None:
    for row in people(raw("messy/emails.csv")).rows:
        expected = row.extra.get("expected_valid", "")
        if expected == "True":
            assert row.email is not None
            assert email_validator.validate_email(row.email, check_deliverability=False)
        elif expected == "False":
            assert row.email is None, row
        elif expected == "two":
            assert (row.email, row.other_emails) == ("two@example.org", ("other@example.org",))
        elif expected:
            assert row.email == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("García Márquez, Gabriel", NameParts("Gabriel", "", "García Márquez")),
        ("Gabriel García Márquez", NameParts("Gabriel", "", "García Márquez")),
        ("Dr. Martin Luther King, Jr.", NameParts("Martin", "Luther", "King", "Jr.", "Dr.")),
        ("Ms. Van Dyke, Dick", NameParts("Dick", "", "Van Dyke", "", "Ms.")),
        ("Juan de la Cruz", NameParts("Juan", "", "de la Cruz")),
        ("Mary Ann O'Brien-Smith III", NameParts("Mary", "Ann", "O'Brien-Smith", "III")),
        ("SMITH JOHN Q", NameParts("JOHN", "Q", "SMITH")),
        ("Abdul-Rahman bin Said", NameParts("Abdul-Rahman", "", "bin Said")),
        ("Cher", NameParts("Cher")),
        ('"Big Mike" Johnson', NameParts("Big Mike", "", "Johnson")),
    ],
)
def test_full_names_are_split(text: str, parts: NameParts) -> None:
    assert split_name(text) == parts


def test_no_part_of_a_full_name_is_lost() -> None:
    names = [
        line.rsplit(",", 1)[0].strip('"').replace('""', "")
        for line in raw("messy/full_name_only.csv").decode().splitlines()
    ]
    for text, row in zip(names[1:], people(raw("messy/full_name_only.csv")).rows, strict=True):
        found = (row.prefix, row.first_name, row.middle_name, row.last_name, row.suffix)
        assert sorted(" ".join(found).split()) == sorted(text.replace(",", " ").split())


@pytest.mark.parametrize(
    ("shown", "first", "last"),
    [
        ("Melinda's iPhone (Melinda Fischer)", "Melinda", "Fischer"),
        ("Samesh (she/they) (Samesh Nadkarni)", "Samesh", "Nadkarni"),
        ("Concepción R 🏳️‍🌈", "Concepción", "R"),
        ("CU - Amparo Ana Muñoz Cotto", "Amparo Ana", "Muñoz Cotto"),
        ("Randy Kaur - Bronx 🌹", "Randy", "Kaur"),
        ("Dickerson, Barbara", "Barbara", "Dickerson"),
        ("Bilal Haddad (he/him)", "Bilal", "Haddad"),
        ("Ana's iPhone", "Ana", ""),
        ("iPad de Rosa", "Rosa", ""),
        ("Ana Ruiz (Ana R)", "Ana", "Ruiz"),
        ("Melinda Fischer (iPhone)", "Melinda", "Fischer"),
        ("Galaxy A14", "", ""),
        ("iPad de la abuela", "", ""),
        ("13125550177", "", ""),
        ("Call-In User_2", "", ""),
        ("Edgar Guest", "Edgar", "Guest"),
    ],
)
def test_names_on_the_screen(shown: str, first: str, last: str) -> None:
    parts = read_display_name(shown)
    assert (f"{parts.first} {parts.middle}".strip(), parts.last) == (first, last)


def test_every_field_has_its_column_in_english_and_spanish() -> None:
    text = (
        "id externo;Nombre;Apellido paterno;Segundo apellido;Correo electrónico;Teléfono celular;Calle;Ciudad;Estado;"
        "Código postal;Idioma;Etiquetas;Consentimiento SMS;Origen del consentimiento;Palabras del consentimiento\n"
        "7;Lucía;;Peña;lucia@example.org;303-555-0101;Calle 1;Denver;CO;80204;Español;Invest, ES;sí;Foro;Acepto\n"
    )
    row = people(text.replace("Apellido paterno", "Apellido").replace(";Lucía;;", ";Lucía;Ruiz;")).rows[0]
    assert (row.external_id, row.first_name, row.last_name) == ("7", "Lucía", "Ruiz Peña")
    assert (row.email, row.phone) == ("lucia@example.org", "303-555-0101")
    assert (row.street, row.city, row.state, row.zip) == ("Calle 1", "Denver", "CO", "80204")
    assert (row.language, row.tags) == ("es", ("Invest", "ES"))
    assert (row.sms_consent, row.consent_source, row.consent_words) == ("opted_in", "Foro", "Acepto")


@pytest.mark.parametrize(
    ("cell", "consent"), [("opted_out", "opted_out"), ("Unsubscribed", "opted_out"), ("", ""), ("maybe", "")]
)
def test_consent_is_never_assumed(cell: str, consent: str) -> None:
    report = people(f"Name,Phone,sms_consent\nAna Ruiz,3035550101,{cell}\n")
    assert report.rows[0].sms_consent == consent
    assert len(report.warnings) == (cell == "maybe")


def test_a_question_about_texts_is_consent_by_its_own_words() -> None:
    report = people(raw("google_form_responses.csv"))
    answers = [row.sms_consent for row in report.rows]
    assert answers.count("opted_in") == 42
    assert answers.count("") == 8
    row = next(row for row in report.rows if row.sms_consent)
    assert (row.consent_words, row.consent_source) == ("Is it OK to text you?", "Google Form: people")


def test_the_sign_in_sheet_typed_in_excel() -> None:
    report = people(raw("paper_signin_typed.xlsx"))
    assert (report.header_line, len(report.rows)) == (4, 28)
    assert [row.phone for row in report.rows[:3]] == ["555-0104", "9195550134", "3145550101"]
    assert report.rows[0].extra == {"Notes": "brought 2 kids"}
    assert report.rows[0].consent_words == "Want texts? (Y/N)"
    assert report.kind is Kind.PAPER_SIGNIN_XLSX
    assert (DATA / "paper_signin_typed.xlsx").exists()


def test_the_mark_that_repeats_is_written_out_in_any_list() -> None:
    rows = people('Name,Zip,Notes\nAna Ruiz,80204,x\nBeto Luna,",",idem\nEva Soto,ídem,\n'.replace('","', "″")).rows
    assert [row.zip for row in rows] == ["80204"] * 3
    assert rows[1].extra == {"Notes": "idem"}


def test_a_list_saved_in_any_way_is_the_same_list() -> None:
    text = "Nombre;Teléfono;Correo\r\nLucía Peña;303-555-0101;lucia@example.org\r\nÍñigo Núñez;303-555-0102;\r\n"
    wanted = people(text).rows
    ways = (
        text.encode("utf-16"), text.encode("utf-16-le"), text.encode("utf-16-be"), text.encode("utf-8-sig"),
        text.encode("cp1252"), text.encode("mac_roman"), text.replace("\r\n", "\r").encode("mac_roman"),
        text.replace(";", "|").encode(), text.replace(";", "\t").encode(), b"sep=;\r\n" + text.encode("cp1252"),
        text.encode("utf-32"),
    )  # fmt: skip
    for data in ways:
        assert [row._replace(line=0) for row in people(data).rows] == [row._replace(line=0) for row in wanted]


def test_an_old_workbook_is_read_like_a_new_one() -> None:
    report = people(raw("contactos_viejo.xls"))
    assert [(row.first_name, row.last_name, row.phone) for row in report.rows] == [
        ("Lucía", "Peña Ruiz", "3035550101"),
        ("Beto", "Luna", "303-555-0102"),
        ("Íñigo", "Núñez", "13035550103"),
    ]
    assert (report.rows[0].zip, report.rows[0].extra) == ("07104", {"Fecha": "2026-10-01"})
    assert [row.sms_consent for row in report.rows] == ["opted_in", "", "opted_in"]


def test_the_sheet_of_people_is_found_in_a_workbook_and_its_header_of_two_lines_is_one() -> None:
    report = people(raw("hoja_de_asistencia.xlsx"))
    assert (report.kind, report.header_line) == (Kind.PAPER_SIGNIN_XLSX, 5)
    assert "Hoja de asistencia" in str(report.warnings[0])
    found = [(row.first_name, row.last_name, row.phone, row.email, row.zip) for row in report.rows]
    assert found == [
        ("Ana", "Ruiz", "303-555-0101", "ana@example.org", "80204"),
        ("Beto", "Ruiz", "303-555-0101", "beto@example.org", "80204"),
        ("Carla", "Soto", "7205550103", None, "80204"),
    ]
    assert [row.sms_consent for row in report.rows] == ["opted_in", "", "opted_in"]
    assert [row.line for row in report.set_aside] == [10]
