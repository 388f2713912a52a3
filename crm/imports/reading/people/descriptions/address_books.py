"""Address books: Google Contacts and Outlook."""

from crm.imports.reading.kinds import Kind
from crm.imports.reading.people.descriptions.description import Description

GOOGLE_CONTACTS = Description(
    Kind.GOOGLE_CONTACTS,
    ((8, "e mail 1 value; email 1 value; correo electronico 1 valor"), (4, "phone 1 value; telefono 1 valor"),
     (3, "e mail 1 type; e mail 1 label; phone 1 type; phone 1 label; email 1 type"),
     (3, "yomi name; given name yomi; phonetic first name; group membership; labels; file as"),
     (2, "address 1 formatted; organization 1 name; "
         "organization name"), (3, "given name; family name; additional name")),
    columns={
        "first_name": "given name; first name",
        "last_name": "family name; last name",
        "middle_name": "additional name; middle name",
        "full_name": "name; file as",
        "chosen_name": "nickname; short name",
        "tags": "labels; group membership",
        "leave": "phonetic *; yomi *; given name yomi; additional name yomi; family name yomi; photo; initials; "
            "maiden name; "
        "e mail 1 type; e mail * type; file as; gender; billing information; directory server; mileage; "
        "occupation; hobby; "
        "sensitivity; priority; subject; location; birthday; organization * type; organization * yomi name; "
        "organization * symbol; organization * location; organization * department; event *; relation *; website *; "
        "custom field *; im *; organization department",
    },
)  # fmt: skip
OUTLOOK_CONTACTS = Description(
    Kind.OUTLOOK_CONTACTS,
    ((5, "e mail display name; nombre para mostrar del correo electronico; email display name; "
        "nombre de pantalla de correo electronico"),
     (4, "e mail address; direccion de correo electronico; e mail 2 address; direccion del correo electronico"),
     (4, "home street; calle del domicilio; calle particular; home postal code; codigo postal del domicilio; "
         "calle del domicilio particular"),
     (4, "business street; calle del trabajo; business phone; telefono del trabajo; business address; "
         "company main phone; telefono principal de la compania"),
     (3, "assistant s phone; telefono del ayudante; car phone; telefono del automovil; isdn; rdsi; telex; "
         "radio phone; manager s name; given yomi")),
    columns={
        "email": "e mail address; e mail 2 address; e mail 3 address; direccion de correo electronico; "
        "direccion del correo electronico; correo electronico 2 direccion; correo electronico 3 direccion; "
        "direccion de correo electronico 2; direccion de correo electronico 3",
        "phone": "mobile phone; primary phone; home phone; home phone 2; business phone; business phone 2; "
            "other phone; "
        "telefono movil; movil; telefono principal; telefono particular; particular; telefono particular 2; "
        "telefono; "
        "telefono del trabajo; telefono del trabajo 2; otro telefono; numero del trabajo",
        "prefix": "title; titulo; tratamiento",
        "language": "language; idioma",
        "tags": "categories; categorias",
        "chosen_name": "nickname; apodo",
        "leave": "e mail type; e mail * type; e mail display name; e mail * display name; "
            "tipo de correo electronico*; "
        "nombre para mostrar del correo electronico*; assistant s phone; business fax; callback; car phone; "
        "company main phone; home fax; isdn; rdsi; other fax; pager; radio phone; tty tdd phone; telex; "
        "telefono del ayudante; "
        "fax del trabajo; fax particular; devolucion de llamada; telefono del automovil; otro fax; localizador; "
        "buscapersonas; "
        "telefono principal de la compania; radiotelefono; telefono tty tdd; account; anniversary; aniversario; "
        "assistant s name; billing information; birthday; cumpleanos; directory server; gender; "
        "government id number; "
        "initials; iniciales; internet free busy; keywords; location; mileage; priority; private; sensitivity; "
        "sexo; prioridad; privado; sensibilidad; confidencialidad; children; hijos; spouse; user *; usuario *; "
        "hobby; "
        "organizational id number; other address po box; home address po box; business address po box; "
        "home country region; business country region; other country region; web page; home street 3; "
        "business street 3; other street 3; "
        "calle del domicilio 3; calle del trabajo 3; otra calle 3; manager s name; referred by; "
        "given yomi; surname yomi; company yomi",
    },
)  # fmt: skip
