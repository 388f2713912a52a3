"""Other versions of the exports than the example files, each by its file name; people, numbers and addresses are made up."""

FILES: dict[str, str] = {
    "van_tabs.txt": (
        "VANID\tLast\tFirst\tMid\tSuff\tmAddress\tmCity\tmState\tmZip5\tmZip4\tPreferred Email\tPreferred Phone\tCel"
        "l Phone\tHome Phone\tDoNotCall\tDoNotText\tDate of Birth\tInvest Divest 2026\n"
        "10001\tRuiz\tAna\tM\t\t12 Oak St\tNewark\tNJ\t7104\t\tana@example.org\t(973) 555-0101\t9735550101\t\t0\tYes\t"
        "1/2/1980\tX\n"
        "10002\tLuna\tBeto\t\tJr.\t1 Elm\tDenver\tCO\t80204\t\t\t\t\t3035550102\t\t\t\t\n"
    ),
    "van_mycampaign.csv": (
        "MyCampaign ID,ContactName,Address,City,State,ZipOrPostal,PreferredEmail,Cell Phone,Opt In Statu"
        "s\n"
        '55,"Ruiz, Ana",1 Oak St,Denver,CO,80204,ana@example.org,303-555-0101,Opt-Out\n'
    ),
    "van_codes_by_name.csv": (
        "VANID,FirstName,LastName,ActivistCode,DateCanvassed\n"
        "1,Ana,Ruiz,Volunteer,1/1/2026\n"
        "1,Ana,Ruiz,Leader,1/2/2026\n"
        "2,Beto,Luna,Volunteer,1/3/2026\n"
    ),
    "van_notes.csv": (
        "VANID,ContactName,NoteText,DateEntered,EnteredBy\n"
        '1,"Ruiz, Ana",Loves dogs,1/1/2026,"Org, A"\n'
        '1,"Ruiz, Ana",Call back,1/2/2026,"Org, A"\n'
    ),
    "action_network_titles.csv": (
        "Email,First Name,Last Name,Zip Code,Mobile Number,Subscription Status,Mobile Status,Tags,Action"
        " Network ID,Created Date,County\n"
        'ana@example.org,Ana,Ruiz,80204,13035550101,Subscribed,Unsubscribed,"a, b",action_network:1,2026'
        "-01-01,Denver\n"
        "b@example.org,B,L,80204,,Unsubscribed,,,action_network:2,2026-01-01,\n"
    ),
    "action_network_fields.csv": (
        "uuid,email,first_name,last_name,can2_state_abbreviated,can2_user_tags,can2_subscription_status,"
        "can2_sms_status,Skills,T-shirt\n"
        "u1,ana@example.org,Ana,Ruiz,CO,,subscribed,subscribed,web,M\n"
    ),
    "mobilize_titles.csv": (
        "Event ID,Event Title,Timeslot Start,Timeslot End,Signup Status,Attended?,First Name,Last Name,E"
        "mail,Mobile Phone,Zip Code,Signup Created,UTM Source\n"
        "7,Canvass,2026-10-01T10:00:00Z,2026-10-01T12:00:00Z,Cancelled,No,Ana,Ruiz,ana@example.org,30355"
        "50101,2139,2026-09-01,x\n"
        "7,Canvass,2026-10-01T10:00:00Z,2026-10-01T12:00:00Z,Registered,Yes,Ana,Ruiz,ANA@example.org,303"
        "5550101,2139,2026-09-01,x\n"
    ),
    "eventbrite_new.csv": (
        "Order ID,Order date,Attendee status,Event name,Event ID,Event start date,Ticket quantity,Ticket"
        " tier,Ticket type,Attendee #,Buyer first name,Buyer last name,Buyer email,First name,Last name,"
        "Email,Phone number\n"
        "1,2026-10-01,Checked In,Forum,99,2026-10-20,1,GA,Free,11,Ana,Ruiz,ana@example.org,Ana,Ruiz,ana@"
        "example.org,303-555-0101\n"
        "1,2026-10-01,Attending,Forum,99,2026-10-20,1,GA,Free,12,Ana,Ruiz,ana@example.org,Beto,Luna,ana@"
        "example.org,303-555-0101\n"
        "1,2026-10-01,Attending,Forum,99,2026-10-20,1,GA,Free,13,Ana,Ruiz,ana@example.org,Info Requested"
        ",Info Requested,Info Requested,\n"
    ),
    "eventbrite_es.csv": (
        "N.º de pedido,Fecha del pedido,Nombre,Apellidos,Correo electrónico,Cantidad,Tipo de entrada,N.º"
        " de asistente,Estado del asistente,Teléfono móvil\n"
        "1,2026-10-01,Ana,Ruiz,ana@example.org,1,General,11,Asistirá,3035550101\n"
        "1,2026-10-01,Información solicitada,Información solicitada,Información solicitada,1,General,12,"
        "Asistirá,3035550101\n"
    ),
    "Registro (respuestas) - Respuestas de formulario 1.csv": (
        "Marca temporal,Dirección de correo electrónico,Nombre completo,Número de celular,¿Podemos envia"
        "rle mensajes de texto?,Código postal,Idioma preferido,¿Cuál es su estatus migratorio?\n"
        "10/09/2026 14:03:00,ana@example.org,Ana Ruiz Peña,303 555 0101 (casa) o 720-555-0102,Sí,80204,E"
        "spañol,prefiero no decir\n"
        "11/09/2026 14:03:00,b@example.org,Beto Luna,n/a,No gracias,80204,English,\n"
    ),
    "form_en.csv": (
        'Timestamp,Username,First Name,Last Name,Best phone number to reach you,"By checking yes, I agre'
        'e to receive text messages from CU. Msg rates apply.",Emergency contact phone,Zip\n'
        "2026/10/01 2:44:49 PM MDT,ana@example.org,Ana,Ruiz,3035550101,I agree,3035550199,80204\n"
    ),
    "google_old.csv": (
        "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Nickname,Birthday,Group M"
        "embership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value,Phone 1 - Type,Phon"
        "e 1 - Value,Phone 2 - Type,Phone 2 - Value,Address 1 - Type,Address 1 - Formatted,Address 1 - S"
        "treet,Address 1 - City,Address 1 - Region,Address 1 - Postal Code,Organization 1 - Name\n"
        "Ana María Ruiz,Ana,María,Ruiz,,,,1980-01-01,* My Contacts ::: Tenants,* Home,ana@example.org ::"
        ": ana2@example.org,,,Home,303-555-0101,Mobile,720-555-0102,Home,x,1 Oak St,Denver,CO,80204,CU\n"
        ",,,,,,,,,* Other,solo@example.org,,,,,,,,,,,,,\n"
    ),
    "outlook_es.csv": (
        "Título,Nombre,Segundo nombre,Apellidos,Sufijo,Organización,Departamento,Puesto,Calle del trabaj"
        "o,Ciudad de trabajo,Calle del domicilio,Ciudad de residencia,Provincia o estado de residencia,C"
        "ódigo postal de residencia,Fax del trabajo,Teléfono del trabajo,Particular,Móvil,Dirección de c"
        "orreo electrónico,Tipo de correo electrónico,Nombre para mostrar del correo electrónico,Cumplea"
        "ños,Notas\n"
        ",Ana,,Ruiz Peña,,CU,,,Calle 9,Denver,1 Oak St,Aurora,CO,80010,,303-555-0109,,720-555-0102,ana@e"
        "xample.org,SMTP,Ana,0/0/00,hola\n"
    ),
    "outlook_com.csv": (
        "First Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi,Surname Yomi,E-mail Address,E"
        "-mail 2 Address,E-mail 3 Address,Home Phone,Home Phone 2,Business Phone,Business Phone 2,Mobile"
        " Phone,Car Phone,Other Phone,Primary Phone,Pager,Business Fax,Home Fax,Other Fax,Company Main P"
        "hone,Callback,Radio Phone,Telex,TTY/TDD Phone,IMAddress,Job Title,Department,Company,Office Loc"
        "ation,Manager's Name,Assistant's Name,Assistant's Phone,Company Yomi,Business Street,Business C"
        "ity,Business State,Business Postal Code,Business Country/Region,Home Street,Home City,Home Stat"
        "e,Home Postal Code,Home Country/Region,Birthday\n"
        "Ana,,Ruiz,,,,,,ana@example.org,,,3035550101,,,,7205550102,,,,,,,,,,,,,,,,,,,,,,1 Main,Denver,CO"
        ",80204,US,,,,,,\n"
    ),
    "spoke_results.csv": (
        "assignmentId,campaignId,texter[firstName],texter[lastName],texter[email],texter[cell],contact[f"
        "irstName],contact[lastName],contact[cell],contact[zip],contact[city],contact[messageStatus],con"
        "tact[optOut],question[Support?]\n"
        "1,2,Org,Anizer,org@example.org,3035550100,Ana,Ruiz,+13035550101,80204,Denver,closed,true,yes\n"
        "1,2,Org,Anizer,org@example.org,3035550100,Beto,Luna,+13035550102,80204,Denver,closed,false,no\n"
    ),
    "unsubscribed_members_export_12ab.csv": (
        "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LA"
        "ST_CHANGED,LEID,EUID,UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_REASON,TAGS\n"
        "ana@example.org,Ana,Ruiz,2,,,2026-01-01 00:00:00,,2026-01-01,1,e1,2026-02-02 10:00:00,News,NORM"
        "AL,\n"
    ),
    "cleaned_segment_export.csv": (
        "Email Address,First Name,Last Name,MEMBER_RATING,LEID,EUID,CLEAN_TIME,CLEAN_CAMPAIGN_TITLE\n"
        "ana@example.org,Ana,Ruiz,2,1,e1,2026-02-02 10:00:00,News\n"
    ),
    "subscribed_contacts.csv": (
        "Email Address,First Name,Last Name,Phone Number,SMS Phone Number,MEMBER_RATING,OPTIN_TIME,CONFI"
        "RM_TIME,LAST_CHANGED,LEID,EUID,TAGS\n"
        "ana@example.org,Ana,Ruiz,,+13035550101,2,2026-01-01 00:00:00,2026-01-01 00:00:01,2026-01-01,1,e"
        '1,"""x, y"",""z"""\n'
    ),
    "invitados.csv": ("Nombre,Apellido,Estado\nAna,Ruiz,Asistirá\nBeto,Luna,Tal vez\nCarla,Soto,Invitada\n"),
    "guests_by_name.csv": ("Name,Response\nAna Ruiz,Going\nBeto Luna,Interested\nCher,Going\n"),
    "People-Grid view.csv": (
        "Full Name,E-mail,Mobile,Attachments,Created,Active\n"
        "Ana Ruiz,ana@example.org,(303) 555-0101,a.png (https://v5.airtableusercontent.com/v3/u/x),1/2/2"
        "026 3:04pm,checked\n"
    ),
    "nationbuilder.csv": (
        "nationbuilder_id,first_name,middle_name,last_name,email,email1,email1_is_bad,phone_number,mobil"
        "e_number,is_mobile_bad,mobile_opt_in,do_not_call,do_not_contact,email_opt_in,primary_address1,p"
        "rimary_city,primary_state,primary_zip,primary_country,tag_list,party,born_at\n"
        "12,Ana,,Ruiz,ana@example.org,ana@example.org,false,303-555-0101,720-555-0102,false,true,false,f"
        'alse,false,1 Oak St,Denver,CO,80204,US,"a,b",D,1980-01-01\n'
    ),
    "hustle.csv": (
        "Lead ID,First Name,Last Name,Phone,Opted Out,Tags,Agent Name,Agent Email\n"
        "1,Ana,Ruiz,13035550101,TRUE,x,Org A,org@example.org\n"
        "2,Beto,Luna,13035550102,FALSE,,Org A,org@example.org\n"
    ),
    "thrutext.csv": (
        "contact_first_name,contact_last_name,contact_phone,contact_external_id,is_opted_out,sender_firs"
        "t_name,sender_email,conversation_status\n"
        "Ana,Ruiz,3035550101,77,t,Org,org@example.org,open\n"
    ),
    "callhub.csv": (
        "Phone Number,First Name,Last Name,Email,City,State,Zip Code,Mobile,DNC\n"
        "13035550101,Ana,Ruiz,ana@example.org,Denver,CO,80204,7205550102,Yes\n"
    ),
    "salsa.csv": (
        "Supporter ID,Title,First Name,Last Name,Email,Email Status,Cell Phone,Street,City,State,Zip,Rec"
        "eives Email\n"
        "abc,Ms.,Ana,Ruiz,ana@example.org,OPT_IN,3035550101,1 Oak St,Denver,CO,80204,Yes\n"
    ),
    "constant_contact.csv": (
        "Email address - home,First name,Last name,Phone - mobile,Street address line 1 - Home,City - Ho"
        "me,State/Province - Home,Zip/Postal Code - Home,Email status,Email permission status,Tags,Creat"
        "ed At\n"
        "ana@example.org,Ana,Ruiz,303-555-0101,1 Oak St,Denver,CO,80204,Active,Express,t1,2026-01-01\n"
        "b@example.org,B,L,,,,,,Unsubscribed,Unsubscribed,,\n"
    ),
    "surveymonkey.csv": (
        "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Wh"
        "at is your cell phone number?,May we text you updates?\n"
        ",,,,,,,,Open-Ended Response,Response\n"
        "11,22,01/01/2026,01/01/2026,192.0.2.4,,Ana,Ruiz,303-555-0101,Yes\n"
    ),
    "jotform.csv": (
        "Submission Date,Full Name,E-mail,Phone Number,Address,Can we text you?,Submission ID\n"
        '"Oct 1, 2026",Ana Ruiz,ana@example.org,(303) 555-0101,"Street Address: 1 Oak St City: Denver St'
        'ate: CO Postal Code: 80204",YES,555\n'
    ),
    "typeform.csv": (
        "#,What's your first name?,And your last name?,What's your email?,What's your phone number?,Subm"
        "it Date (UTC),Network ID\n"
        "abc123,Ana,Ruiz,ana@example.org,+13035550101,2026-10-01 10:00:00,xx\n"
    ),
    "no_header.csv": (
        "Ana,Ruiz,ana@example.org,303-555-0101,80204\n"
        "Beto,Luna,beto@example.org,303-555-0102,80205\n"
        "Carla,Soto,,303-555-0103,80206\n"
    ),
    "no_header_semicolon.csv": ("Ana Ruiz;3035550101\nBeto Luna;3035550102\n"),
    "unknown_words.csv": (
        "Teilnehmer,Netzpost,Fernsprecher\nAna Ruiz,ana@example.org,3035550101\nBeto Luna,b@example.org,3035550102\n"
    ),
    "stop list.csv": ("Phone\n3035550101\n3035550102\n"),
    "unsubscribes.csv": ("email,reason\nana@example.org,too many\n"),
    "several_phones.csv": (
        "First Name,Last Name,Home Phone,Work Phone,Cell Phone,Home Address,Home City,Work City,Notes\n"
        "Ana,Ruiz,303-555-0101,303-555-0102,303-555-0103,1 Oak St,Denver,Boulder,x\n"
    ),
    "dos_apellidos.csv": (
        "Apellido paterno;Apellido materno;Nombre(s);Correo;Celular;Domicilio;C.P.;Municipio;Fecha de na"
        "cimiento\n"
        "Ruiz;Peña;Ana María;ana@example.org;303 555 0101;Calle 1;80204;Denver;1980-01-01\n"
    ),
    "spoke_snake.csv": ("firstName,last_name,cell,favorite_color\nAna,Ruiz,13035550101,green\n"),
    "two_header_lines.csv": ("Name,,Contact,\nFirst,Last,Phone,Email\nAna,Ruiz,303-555-0101,ana@example.org\n"),
    "bilingual_header_lines.csv": (
        "First name,Last name,Phone,Email\nNombre,Apellido,Teléfono,Correo\nAna,Ruiz,303-555-0101,ana@example.org\n"
    ),
    "rejected.csv": (
        "First Name,Last Name,Email,Phone,Line,Reason\n"
        "Diego,Ruiz,,'+13035550101,14,\"This row has only a first name, which is not enough to know someb"
        'ody again."\n'
        "Eva,,,,15,This row has only a first name\n"
    ),
}
