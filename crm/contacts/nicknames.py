"""Short names and the names they stand for, in English and Spanish, as people in the field use them."""

from __future__ import annotations

from collections import defaultdict

_ENGLISH = """
abigail: abby abbie aby gail; abraham: abe bram; adam: ade; adelaide: addie; agnes: aggie; alan: al; albert: al bert bertie
alexander: alex al xander sandy lex sasha; alexandra: alex lexi sandra sasha allie sandy; alexis: alex lexi; alfred: al fred alfie
alice: allie ali; allison: allie ali; alonzo: lonnie lon zo; amanda: mandy manda; amelia: amy millie mia; amy: ami
andrea: andie andi drea; andrew: andy drew dre; andre: dre; angela: angie angel; ann: annie nan nancy; anna: annie ann; anne: annie nan
annette: annie netta; anthony: tony ant; antoine: tony twan; antoinette: toni nettie; antonio: tony; arnold: arnie; arthur: art artie
ashley: ash; augustus: gus; austin: aus; barbara: barb babs bobbie barbie; bartholomew: bart; beatrice: bea bee trixie; belinda: lindy
benjamin: ben benny benji benjie; bernadette: bernie detta; bernard: bernie barney; bernice: bunny bernie; bertha: bert bertie
bethany: beth; beverly: bev; bradford: brad; bradley: brad; brandon: bran; brenda: bren; brian: bri; brittany: britt; bryan: bri
calvin: cal; cameron: cam; camille: cami millie; candace: candy; carol: carrie; caroline: carrie carol caro; carolyn: carrie carol lyn
cassandra: cassie sandy sandra; catherine: cathy kate katie kathy cat cate kitty; cecilia: cece celia cissy; charlene: charlie char
charles: charlie chuck chas chip chaz; charlotte: lottie charlie lotte char; chester: chet; christian: chris; christina: chris tina chrissy christy
christine: chris tina chrissy christy; christopher: chris kit topher; clarence: clare; clifford: cliff; clifton: cliff; clinton: clint
constance: connie; cornelius: neil corny; courtney: court; crystal: crys; curtis: curt; cynthia: cindy cyndi; cyrus: cy
daniel: dan danny dani; danielle: dani; darlene: darla; darnell: darn; darryl: dare; david: dave davey davy; dawn: dee; deandre: dre
deborah: deb debbie debby debra; debra: deb debbie; delores: lola dee; demetrius: meech dee; denise: dee niecy; dennis: denny; derek: rick
deshawn: shawn; diana: di dee; diane: di dee; dolores: lola lolita dee; dominic: dom nick; dominique: dom nikki; donald: don donnie donny
dorothy: dot dottie dolly dora; douglas: doug; duane: dewey; dwayne: dewey; earnest: ernie; edgar: ed eddie; edith: edie; edmund: ed eddie ned ted
edward: ed eddie ted teddy ned eddy; edwin: ed eddie; eleanor: ellie nell nora elly lenny; elaine: laney; elijah: eli lije; elisha: eli; ellen: nell ellie
elizabeth: liz beth betty betsy lizzie eliza libby lisa bess lizzy liza ellie; ella: ellie; emily: em emmy millie; emma: em emmy; emmanuel: manny
ernest: ernie; esther: essie; ethel: effie; eugene: gene; evelyn: evie eve; ezekiel: zeke; felicia: fee; ferdinand: ferdie; florence: flo flossie
frances: fran francie frankie fanny; francis: frank fran; franklin: frank; frederick: fred freddy rick freddie fritz; gabriel: gabe
gabrielle: gabby gabi; gary: gar; genevieve: gen jenny viv; geoffrey: geoff jeff; george: georgie; georgia: georgie; gerald: jerry gerry
geraldine: gerri gerry; gertrude: trudy gert; gilbert: gil bert; gloria: glo; gordon: gordy; grace: gracie; gregory: greg gregg; gwendolyn: gwen wendy
hannah: ann; harold: hal harry; harriet: hattie; harry: hal; harvey: harv; heather: heath; helen: nell nellie; henrietta: etta hettie; henry: hank harry hal
herbert: herb bert; herman: herm; howard: howie; hubert: hugh bert; ibrahim: abe ibby; irene: rene; irving: irv; isaac: ike zac; isabel: izzy bella belle
isabella: izzy bella; isaiah: zay ike; jacob: jake jay jakey; jacqueline: jackie jacqui; jamal: mal; james: jim jimmy jamie jem; jane: janie; janet: jan
janice: jan; jasmine: jas jazz; jason: jay jase; jeanette: jean nettie; jeffrey: jeff; jennifer: jen jenny jenn; jeremiah: jerry jem jeremy; jeremy: jerry jem
jermaine: jerry; jerome: jerry rome; jessica: jess jessie; jesse: jess; jill: gill; joan: joanie; joann: jo annie; joanna: jo; joanne: jo; joel: joe
john: jack johnny johnnie jon; jonathan: jon jonny nathan john johnny; jordan: jordy; joseph: joe joey jo jody; josephine: jo josie fina; joshua: josh
joyce: joy; juanita: nita; judith: judy judi; julia: julie jules; julian: jules; justin: jus; karen: kari; katherine: kate katie kathy kat kit kitty kay
kathleen: kathy kate katie kay; kathryn: kate katie kathy kat; keith: kei; kelly: kel; kendra: ken; kenneth: ken kenny; kevin: kev; kimberly: kim kimmy
kristen: kris; kristin: kris; kristina: kris tina; lakeisha: keisha; latasha: tasha; latisha: tisha; latoya: toya; laura: laurie lori; lauren: laurie ren
laurence: larry; lawrence: larry lars lawrie; leah: lee; leonard: len lenny leo; leroy: lee roy; leslie: les; lester: les; letitia: tish; lewis: lew lou
lillian: lil lilly lily; linda: lindy lin; lionel: leo; lloyd: floyd; lois: lo; loretta: retta etta lori; lorraine: lori rainey; louis: lou louie
louise: lou lulu; lucille: lucy lu; lucinda: cindy lucy; luther: lou; lydia: liddy; mabel: mae; madeline: maddie; magdalene: maggie lena; marcus: marc mark
malcolm: mal; marc: mark; margaret: maggie peggy meg marge margie peg greta daisy madge rita; marian: mary; marianne: mary anne; marilyn: mary lyn
marjorie: marge margie; marshall: marsh; marsha: marcy; martha: marty mattie patty; martin: marty; marvin: marv; mary: molly polly mae mamie may
matilda: tilly mattie; matthew: matt matty; maureen: mo; maurice: mo moe maury; maxine: max; maxwell: max; megan: meg; melanie: mel; melinda: mindy mel
melissa: missy mel lissa; melvin: mel; michael: mike mickey mick mikey micah; michelle: shelly micki chelle; mildred: millie; milton: milt
mitchell: mitch; mohammed: mo moe; monica: mona; monique: mo nikki; mortimer: mort; moses: moe mo; muriel: mimi; myron: ron; nancy: nan
natalie: nat; natasha: tasha nat; nathan: nate nat; nathaniel: nate nat nathan; nicholas: nick nicky nico; nicole: nikki nicky nic; nora: norah; norman: norm
oliver: ollie; olivia: liv livvy ollie; oscar: ozzie; oswald: ozzie; pamela: pam pammy; patricia: pat patty tricia trish patti patsy; patrick: pat paddy
paul: paulie; paula: polly; pauline: polly; penelope: penny; percival: percy; perry: per; peter: pete; philip: phil pip; phillip: phil; phyllis: phyl
priscilla: cilla prissy; prudence: pru; quentin: quint; rachel: rae; ralph: ralphie; ramona: mona; randall: randy; randolph: randy; raphael: rafe
raymond: ray; rebecca: becky becca beck; regina: gina reggie; reginald: reggie reg; rhonda: ronnie; ricardo: rick ricky; richard: rick dick rich ricky richie rico
robert: bob bobby rob robbie bert robby; roberta: bobbie bert; rodney: rod; roger: rog; roland: rollie; ronald: ron ronnie ronny; rosalind: roz; rosemary: rose rosie
roxanne: roxy; rudolph: rudy; russell: russ rusty; ruth: ruthie; samantha: sam sammy; samuel: sam sammy; sandra: sandy; sarah: sadie sally; scott: scotty
sebastian: seb bas; shannon: shan; sharon: shari; shawn: shawnie; sheila: shell; shirley: shirl; sidney: sid; solomon: sol; sophia: sophie; spencer: spence
stanley: stan; stephanie: steph stevie steffi; stephen: steve stevie steph; steven: steve stevie; stewart: stu; stuart: stu; susan: sue susie suzy
susanna: sue susie; suzanne: sue suzy; sylvester: sly vester; sylvia: syl; tabitha: tabby; tamara: tammy; tamika: mika; tanisha: nisha; terrance: terry
terrence: terry; terrell: terry rell; teresa: terry tess tessa; theodora: dora theo; theodore: ted teddy theo; theresa: terry tess tessa; thomas: tom tommy
tiffany: tiff; timothy: tim timmy; tobias: toby; tyrone: ty; ursula: ursie; valerie: val; vanessa: nessa; vernon: vern; veronica: ronnie vera roni nica
victor: vic; victoria: vicky tori vicki tory vikki; vincent: vince vinny; viola: vi; violet: vi; virginia: ginny ginger virgie gina; vivian: viv; wallace: wally
walter: walt wally; wendell: wen; wesley: wes; wilbur: will; wilfred: will fred; willard: will; william: bill billy will willie liam willy; willie: bill will
winifred: winnie freddie; winston: win; yolanda: yo; yvonne: vonnie; zachariah: zach zack; zachary: zach zack zak; zebulon: zeb
oluwaseun: seun; oluwatobi: tobi; oluwadamilola: dami; chukwuemeka: emeka; chidinma: chidi; ngozi: ngo; abdullah: abdul; abdulrahman: abdul; xiaoming: ming
mary: maria; maria: mary; john: juan; joseph: jose; michael: miguel; robert: roberto; james: jaime; william: guillermo; henry: enrique; louis: luis
anthony: antonio; charles: carlos; richard: ricardo; peter: pedro; george: jorge; paul: pablo; frances: francisca; catherine: catalina; helen: elena
"""
_SPANISH = """
adalberto: beto; adela: dela; adolfo: fito dolfo; adriana: adri nana; adrian: adri; agustin: tin agus gus; alberto: beto tito al; alejandra: ale alex jandra sandra
alejandro: ale alex jandro; alfonso: poncho fonso al; alfredo: fredo fredi al; alicia: licha lichita ali; alonso: loncho; amalia: malia; ana: anita anna annie
anastasia: tacha; andres: andy andi; angel: angelito; angela: angie angelita; angelica: angie geli; anselmo: chemo; antonia: tona toni tonita; antonio: tono tony toni tonito
araceli: celi chely ara; armando: mando; arturo: turo art; asuncion: chona; aurelio: yeyo; aurora: aury; baltazar: balta; bartolome: bartolo; beatriz: bea betty bety ticha triz
benito: beni; benjamin: benja mincho; bernardo: berna nardo; bertha: berta; blanca: blanquita; camila: cami mila; carlos: charlie carlitos carlo; carlota: lota
carmen: carmela carmelita carmencita mela; carolina: caro lina; catalina: cata lina; cecilia: ceci chila; cesar: cesarin checha; clara: clarita; claudia: clau
concepcion: concha conchita chona; consuelo: chelo consuelito; cristian: cris chris; cristina: cris tina; cristobal: tobal cris; cruz: crucita; daniel: dani
daniela: dani dany; david: davi; delfina: fina; diego: dieguito; dolores: lola lolita loli; domingo: mingo; eduardo: lalo edu eddie guayo ed; efrain: efra; elena: nena lena
eleuterio: tello; elisa: licha eli; eloisa: locha; elvira: elvi vira; emilia: emi mila; emilio: emi milo; emiliano: emi; enrique: kike quique henry rico; ernesto: neto tito
esperanza: espe pelancha lancha; esteban: steve teban; estela: tela; eugenia: gena kena; eugenio: gene geno; eulalia: lala; eva: evita; federico: fede lico; feliciano: chano
felipe: pipe lipe phil; fernanda: fer nanda ferna; fernando: fer nando ferni; florencia: flor; francisca: paca pancha panchita quica fran; francisco: paco pancho frank cisco kiko panchito curro
gabriel: gabi gabo; gabriela: gabi gaby gabriel; genaro: geno; gerardo: jerry lalo yayo gera; gilberto: beto gil; gloria: yoya; gonzalo: chalo gonza; graciela: chela gra grace
gregorio: goyo greg; guadalupe: lupe lupita pita lupilla guada; guillermina: mina guille; guillermo: memo guille willy bill william; gustavo: gus tavo; hector: tito; heriberto: beto
hilda: hildita; hipolito: polo; hortensia: tencha; humberto: beto; ignacio: nacho; ines: nechita; isabel: chabela isa chavela chabe; isidro: chilo sidro; ismael: isma mayelo; israel: isra
ivan: vancho; jacinto: chinto; jaime: jimmy; javier: javi javo; jesus: chuy chucho chuyito; joaquin: quin joaco; jorge: coque george; jose: pepe chepe joe pepito cheo; josefa: pepa chepa
josefina: pepa fina josie chepina pina; juan: juancho juanito johnny; juana: juanita; juanita: juana; julia: julita; julian: juli; julieta: juli; julio: julito; laura: lauris lala
leonardo: leo nardo; leonor: leo nona; leopoldo: polo; leticia: leti lety ticha; lidia: lili; liliana: lili lily; lorena: lore; lorenza: lencha; lorenzo: lencho; lourdes: lulu
lucia: lucy chia luci; luis: lucho louie wicho luisito guicho; luisa: lucha lulu; luz: lucha luchita lucy; magdalena: male nena magda lena; manuel: manny manolo manu nel meme; manuela: manu nela
marcela: chela marce; marcelino: chelino; marcelo: chelo marce; marco: marcos; margarita: mago magui rita margo; maria: mari mary mariquita cuca; mariana: mari nana; mariano: nano
maribel: mari bel; maricela: chela mari; marina: mari; marisol: mari sol; mario: mayo; marta: martita; martha: martita; martin: tin; martina: tina; mateo: teo; mauricio: mau mauro
maximiliano: max maxi; mercedes: meche mercha mechita; miguel: mike migue miguelito; micaela: mica; milagros: mila milly; minerva: mine; modesto: mode; monica: moni; monserrat: monse
natalia: nati naty; natividad: nati; nicolas: nico nick; norma: normita; octavio: tavo; olivia: oli; orlando: lando; oscar: osqui; pablo: pablito; pascual: pasco; patricia: paty pati pat patty
paulina: pau; pedro: perico pete peyo; petra: petrita; pilar: pili; porfirio: pilo; rafael: rafa; rafaela: rafa fela; ramiro: ramis; ramon: moncho mon ray; ramona: mona moncha; raquel: raque
raul: rulo; raimundo: ray mundo; rebeca: becky; refugio: cuca cuco; reynaldo: rey naldo; ricardo: richi rica rick cardo; rigoberto: rigo beto; roberto: beto tito rober bobby rob bob
rocio: chio; rodolfo: fito rudy; rodrigo: rodri rigo; rogelio: roy roger; rolando: rolo lando; roman: romo; rosa: rosita rosie; rosalia: chalia; rosario: charo chayo; ruben: rube benny
salvador: chava sal; samuel: sammy samu; sandra: sandy; santiago: santi chago; santos: santitos; sara: sarita; saul: sabu; sebastian: sebas seba; sergio: checo cheko sergi; silvia: chiva; silvestre: silver
simon: moncho; socorro: coco; sofia: sofi; soledad: chole sole; susana: susi susy susie sue; teodoro: teo doro; teresa: tere teresita techi; tomas: tommy tom tomasito; trinidad: trini
valentin: vale tin; valentina: vale; valeria: vale; vanesa: vane; vanessa: vane; veronica: vero; vicente: chente vince; victor: vic vito; victoria: vicky; viviana: vivi; wenceslao: wence
ximena: xime mena; yadira: yadi; yesenia: yesi; yolanda: yoli yola; zoila: zoilita; hermenegildo: gildo; eleazar: chazaro; encarnacion: chon; maite: maria teresa; itzel: itzy; nayeli: naye
"""


def _read(*tables: str) -> dict[str, tuple[str, ...]]:
    """The short names of the tables with the full names each stands for."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for entry in ";".join(tables).replace("\n", ";").split(";"):
        full, _colon, shorts = entry.partition(":")
        for short in shorts.split():
            names[short].add(full.strip())
    return {short: tuple(sorted(full)) for short, full in names.items()}


NICKNAMES = _read(_ENGLISH, _SPANISH)
_NOTHING: frozenset[str] = frozenset()
_FULL = {short: frozenset(names) for short, names in NICKNAMES.items()}
_SHORT: defaultdict[str, set[str]] = defaultdict(set)
for _short, _names in NICKNAMES.items():
    for _name in _names:
        _SHORT[_name].add(_short)


def full_names(word: str) -> frozenset[str]:
    """The folded names that a folded short name stands for: lupe gives guadalupe."""
    return _FULL.get(word, _NOTHING)


def other_names(word: str) -> set[str]:
    """The folded names that a folded word may stand for, in either direction: lupe and lupita give guadalupe."""
    return set(full_names(word) | _SHORT.get(word, _NOTHING))


def are_forms(one: str, other: str) -> bool:
    """Whether two folded words may be one name: the same, one short for the other, or both short for a third.

    Two full names that share a short one (Alan and Albert: Al) are two names.
    """
    ours, theirs = full_names(one), full_names(other)
    return one == other or one in theirs or other in ours or bool(ours & theirs)
