"""Names that are written in several ways in Latin letters, by the usual transliterations."""

from __future__ import annotations

_GROUPS = """
mohammed muhammad mohamed mohammad mohamad muhammed mahomed mohamud mahamoud mahamud mehmet maxamed; ahmed ahmad axmed; hussein husayn hussain husain hossain hosein xuseen
hassan hasan xasan; omar umar cumar; osman uthman othman usman cusman; yusuf youssef yousef yusef joseph yousuf; ibrahim ebrahim abraham; ismail ismael esmail
abdullah abdallah abdulla abdalla cabdulaahi abdullahi; abdulrahman abdurrahman abdirahman abdelrahman abderrahman; khadija khadijah khadiga kadija; aisha ayesha aicha aysha aisyah caasha
fatima fatimah fatema fatma fatoumata fadumo; mariam maryam miriam maryan meryem; zainab zaynab zeinab zeynep; layla leila laila leyla; sumaya sumayyah sumayya somaya; nur nour noor
tariq tarek tareq tarik; khalid khaled; rashid rasheed rachid; said saeed saeid sayed syed siyad; elsayed alsayed alsaid; karim kareem; jamal gamal jamaal; nasser nasir naser; ali aly
amina aminah aminata; hamza hamzah; mustafa mostafa moustapha; samir sameer; walid waleed; yasmin yasmine jasmin jasmine yasmeen; salah saleh salih; farah faarax farrah; hodan hodon
chang zhang cheung jang; chen chan tan chin; wang wong huang hwang ong; li lee lei; zhao chao chiu; liu lau liew low; wu ng woo; xu hsu hui; zhou chou chow; lin lam lim; yang yeung young
cai tsai choi; xie hsieh tse; guo kuo kwok; zheng cheng jeong chung; qian chien; sun suen; park pak bak; choi choe; kim gim; rhee yi lee; jung chong jeong; nguyen nguyn; pham fam; tran chan
diallo jallow jalloh; ndiaye njie; traore trawally; kone conneh; toure touray; ba bah; sow so; cisse ceesay; singh sing; kaur cor; patel patil; rahman rehman; choudhury chowdhury chaudhary
gonzalez gonzales gonsalez; rodriguez rodrigues; hernandez hernandes ernandez; jimenez ximenez gimenez; vasquez vazquez; velazquez velasquez; martinez martines; perez peres; gomez gomes; xavier javier
catherine katherine kathryn catharine; sarah sara; steven stephen stefan; jeffrey geoffrey; ann anne; teresa theresa; eric erik; mark marc; carl karl; brian bryan; alan allen allan; john jon
sean shawn shaun; nicolas nicholas; cristina christina kristina; cristian christian kristian; isabel isabelle ysabel; elena helena; yesenia jesenia llesenia; giovanni jovani yovani geovanni; yenny jenny
"""
_GROUP_OF: dict[str, set[int]] = {}
for _number, _line in enumerate(_GROUPS.replace("\n", ";").split(";")):
    for _word in _line.split():
        _GROUP_OF.setdefault(_word, set()).add(_number)


def same_spelling(one: str, other: str) -> bool:
    """Whether two folded words are two ways to write one name."""
    ours, theirs = _GROUP_OF.get(one), _GROUP_OF.get(other)
    return bool(ours and theirs and ours & theirs)
