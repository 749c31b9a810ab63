"""Made-up people for practice: Chinese names, numbers that belong to nobody."""

from random import Random
from typing import NamedTuple

from frontdesk.desk.directory import in_clinic
from frontdesk.packs.structs import Step
from frontdesk.session import Session

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝"
    "龚邵万钱严覃武戴莫孔向汤单仇解区查"
)
_COMPOUND = ("欧阳", "司马", "上官", "诸葛", "尉迟")
_MEN = "伟强磊军洋勇杰涛明超刚平辉鹏华飞斌波宇浩凯健俊帆帅旭宁龙林坤建国志文海峰东晓亮振"
_WOMEN = "芳娜敏静丽艳娟霞燕玲桂英丹萍红玉兰洁琳雪倩婷慧莹欣怡雨佳颖梅淑珍秀凤琴云莲晶璐"
_COMPOUND_SHARE = 0.02
_SINGLE_SHARE = 0.25
_TAKEN = 0.8

# Beginnings that have the shape of a mobile number and that no operator gives out.
PHONE_BEGINS = ("140", "154", "160", "161", "163", "164", "168", "169")


class Figure(NamedTuple):
    """A made-up person; `birth_year` as a number, `phone` as digits."""

    name: str
    sex: str
    birth_year: int
    phone: str


def name(dice: Random, sex: str) -> str:
    """A Chinese name for a man ("m") or a woman ("f")."""
    surname = dice.choice(_COMPOUND) if dice.random() < _COMPOUND_SHARE else dice.choice(SURNAMES)
    signs = _MEN if sex == "m" else _WOMEN
    given = dice.choice(signs)
    if dice.random() > _SINGLE_SHARE:
        given += dice.choice(signs)
    return surname + given


def phone(dice: Random) -> str:
    """A mobile number that belongs to nobody."""
    return f"{dice.choice(PHONE_BEGINS)}{dice.randrange(10**8):08d}"


def figure(dice: Random, year: int) -> Figure:
    """Someone between a few months and ninety years old in `year`."""
    sex = dice.choice("mf")
    age = min(94, max(1, round(dice.gauss(48, 20))))
    return Figure(name(dice, sex), sex, year - age, phone(dice))


def asked(session: Session, *, only_in: bool = False) -> list[tuple[int, int]]:
    """(id, department's id) of everyone who sees visitors; with `only_in` those in clinic now.

    Where nobody is in they are all there: practice needs somebody to be sent to.
    """
    rows = session.store.database.execute_sql(
        "SELECT id, department_id, hours FROM doctor WHERE active = 1 ORDER BY id"
    ).fetchall()
    here = [row for row in rows if in_clinic(session, row[2])] if only_in else rows
    return [(row[0], row[1]) for row in here or rows]


def usual_outcome(step: Step, dice: Random) -> str:
    """What comes of an offer: most people take it, some do not; neither asks for it again."""
    final = [one.code for one in step.outcomes if one.handles and one.again is None]
    codes = final or [one.code for one in step.outcomes]
    return codes[0] if len(codes) == 1 or dice.random() < _TAKEN else codes[1]
