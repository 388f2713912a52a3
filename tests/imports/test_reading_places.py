"""Postal codes and addresses come out as they were before spreadsheets and other tools had them."""

import pytest

from tests.imports.examples import people


def test_zeros_are_put_back_in_american_lists_only() -> None:
    lost = people("Name,Email,Zip\nAna Ruiz,ana@example.org,2139\nBeto Luna,beto@example.org,921\n").rows
    assert [row.zip for row in lost] == ["02139", "00921"]
    stated = people("Name,State,Zip\nAna Ruiz,NJ,7104\nBeto Luna,CO,8020\nEva Soto,CT,61051234\n").rows
    assert [row.zip for row in stated] == ["07104", "8020", "06105-1234"]
    abroad = people(
        "given_name,surname,street_number,address_1,suburb,postcode,state\nAna,Ruiz,6,Oak St,Bittern,4011,qld\n"
        "Eva,Soto,,Elm St,Kew,3101,\n"
    ).rows
    assert [row.zip for row in abroad] == ["4011", "3101"]
    assert (abroad[0].street, abroad[0].city) == ("6 Oak St", "Bittern")


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        ("1 Oak St, Denver, CO 80204", ("1 Oak St", "Denver", "CO", "80204")),
        ("1 Oak St\nDenver, CO 80204\nUS", ("1 Oak St", "Denver", "CO", "80204")),
        ("12 Elm Ave Apt 3  San Juan  PR  921  US", ("12 Elm Ave Apt 3", "San Juan", "PR", "00921")),
        ("Somewhere in Denver", ("Somewhere in Denver", "", "", "")),
    ],
)
def test_an_address_in_one_cell_is_taken_apart(cell: str, place: tuple[str, ...]) -> None:
    row = people(f'Name,Address\nAna Ruiz,"{cell}"\n').rows[0]
    assert (row.street, row.city, row.state, row.zip) == place
