"""First names, and words that look like names in a text: to tell "I'm not Jamal" from "I'm not sure"."""

import re

from crm.sms.replies.phrases import words

FIRST_NAMES = words(
    "aaliyah aaron abdul abel abigail abraham adam adan adela adrian adriana aisha alan alberto"
    " alejandra alejandro alex alexander"
    " alexis alfredo ali alice alicia alison allen alma alvaro amanda amber amina amir amy ana andre"
    " andrea andrew andy angel angela"
    " angelica angie anita ann anna anne anthony antoine antonio araceli ariana armando arthur"
    " arturo ashley aurora barbara beatriz"
    " becky ben benjamin bernard bertha beth betty beverly bill blanca bob bobby bonnie brandon"
    " brenda brian brittany bruce bryan"
    " calvin camila carl carla carlos carmen carol caroline carolyn catherine cecilia cesar charles"
    " charlotte cheryl chloe chris"
    " christian christina christine christopher cindy clara clarence claudia clifford connie"
    " consuelo craig crystal curtis cynthia"
    " daisy dalia damon dan daniel daniela danielle danny darius darnell darryl dave david dawn"
    " deandre deborah debra delia denise"
    " dennis deshawn desmond destiny devon diana diane diego dolores dominic dominique don donald"
    " donna doris dorothy doug dustin"
    " dwayne earl ebony eddie edgar edith eduardo edward edwin eileen elaine elena eli elias elijah"
    " elizabeth ella ellen elsa emily"
    " emma emmanuel enrique eric erica erik erika ernesto esperanza estela esteban esther ethan"
    " eugene eva evelyn fatima felicia felipe"
    " felix fernando florence frances francis francisco frank fred gabriel gabriela gary george"
    " gerald gerardo gilberto gina gladys"
    " gloria gonzalo graciela greg gregory guadalupe guillermo gustavo gwen hakeem hannah harold"
    " harry hassan hector heather hector"
    " helen henry hilda hugo ian ibrahim ignacio imani irene irma isaac isabel isabella isaiah ivan"
    " jack jackie jackson jacob jada"
    " jaime jake jalen jamal jamar james jamie jane janet janice jasmine jason javier jay jean jeff"
    " jeffrey jennifer jenny jeremy"
    " jerome jerry jesse jessica jesus jill jim jimmy joan joanna joaquin joe joel john johnny jon"
    " jonathan jordan jorge jose josefina"
    " joseph josh joshua joyce juan juana juanita judith judy julia julian julie julio justin kamal"
    " karen karina karl kate katherine"
    " kathleen kathy katie kayla keisha keith kelly ken kenneth kenya kevin kiara kim kimberly kyle"
    " lamar larry latasha latisha latoya"
    " laura lauren laurie lawrence leah lee leo leon leonard leonardo leroy leslie leticia lillian"
    " lily linda lisa lola lorena lorenzo"
    " lori louis lourdes lucas lucia luis luisa lupe lupita luz lydia lynn malcolm malik manuel"
    " manuela marcela marco marcos marcus"
    " margaret margarita maria mariah mariana marie marilyn mario marisol mark marquis marta martha"
    " martin marvin mary matthew maurice"
    " mauricio max mayra megan melanie melissa mercedes micaela michael michelle miguel mike mildred"
    " miriam mohamed mohammed moises"
    " monica monique monserrat muhammad myra nancy naomi natalia natalie nathan nicholas nick nicole"
    " nina noah noe noemi nora norma octavio"
    " oliver olivia omar oscar pablo pam pamela pamela paola patricia patrick patty paul paula"
    " paulina pedro peggy perla pete peter"
    " phil philip phillip phyllis rachel rafael ralph ramiro ramon randy raquel rashad raul ray"
    " raymond rebeca rebecca reggie renee"
    " reyna ricardo richard rick ricky rita robert roberta roberto rocio rodrigo roger rogelio"
    " roland ron ronald rosa rosario rose"
    " rosie roy ruben ruby russell ruth ryan sabrina salvador sam samantha samuel sandra santiago"
    " santos sara sarah saul scott sean"
    " sergio shanice shannon sharon shaun shawn sheila shelia shirley silvia simone sofia sonia"
    " sophia stacy stanley stella stephanie"
    " stephen steve steven sue susan susana sylvia tamara tameka tamika tanisha tanya tara tasha"
    " tatiana ted teresa terrence terry"
    " theresa thomas tiffany tim timothy tina todd tom tommy toni tony tonya tracy travis trevon"
    " treyvon trinidad tyler tyrone valeria"
    " valerie vanessa vera veronica vicente vicki victor victoria vincent viola violeta virginia"
    " vivian wanda warren wayne wendy"
    " wesley william willie xavier ximena yadira yasmin yesenia yolanda yvette yvonne zachary zoe"
)

# Capitalised words after "I'm not" and "this is not" that are no names.
NOT_NAMES = words(
    "i im a an the my your this that he she it we they you and but so if in on at to for not no yes"
    " sorry ok okay hi hello hey thanks"
    " please stop black white brown latino latina latinx hispanic mexican american african asian"
    " native indigenous indian jewish"
    " christian catholic muslim republican democrat liberal conservative socialist communist english"
    " spanish denver aurora chicago"
    " colorado texas california florida georgia phoenix atlanta brooklyn queens detroit monday"
    " tuesday wednesday thursday friday"
    " saturday sunday zoom facebook instagram police ice council wrong right good okay available"
    " interested going coming sure free"
    " able happy well home here there ready certain working attending driving feeling surprised done"
    " mad god lord jesucristo"
    " trump biden harris obama johnston polis kamala joe ciudadano ciudadana miembro mexicano"
    " mexicana de el la los las un una del"
)
NAMES_THAT_ARE_WORDS = words("jesus angel don may will grace hope faith joy rose mark bill sue pam destiny ray jack")


_INTRODUCTION = re.compile(
    r"(?:(?:hi|hello|hey|hola|yes|si) )?"
    r"(?:soy|this is|its|it is|i am|im|me llamo|my name is|mi nombre es|es) (\w+)(?: \w+)?"
)
_IT_IS_ME = re.compile(r"(?:(?:hi|hello|hey|yes|yep|yeah) )?(?:this is|thats|that is|its|it is) (?:her|him|she|he|me)")


def is_introduction(line: str) -> bool:
    """Tell whether a text says who writes and nothing else: "Soy Lupe", "this is Keisha Ruiz"; it asks for nothing."""
    found = _INTRODUCTION.fullmatch(line)
    if _IT_IS_ME.fullmatch(line):
        return True
    return found is not None and found[1] in FIRST_NAMES and found[1] not in NAMES_THAT_ARE_WORDS


def is_name(word: str, capitalised: frozenset[str]) -> bool:
    """Tell whether a word of a text, folded, is meant as somebody's name."""
    bare = (
        word.removesuffix("s")
        if word not in FIRST_NAMES and word.removesuffix("s") in FIRST_NAMES | capitalised
        else word
    )
    if bare in FIRST_NAMES and bare not in NAMES_THAT_ARE_WORDS:
        return True
    return bare in capitalised and bare not in NOT_NAMES
