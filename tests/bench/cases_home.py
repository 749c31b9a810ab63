"""A desk that knows very many cases, to measure finding on."""

import json
import random
import re
from array import array
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from homes import found

from frontdesk.clock import DAY, FixedClock, Millis, SystemClock
from frontdesk.practice.names import figure
from frontdesk.session import Session
from frontdesk.store import grams

LENGTH = 200
_BIRTH = 2026
_YEAR: Millis = 365 * DAY
# Every twelfth case is told in English.
_ENGLISH = 12
_PLACES = ("lab", "pharmacy", "internal", "emergency", "radiology")
_WHO = "我 我母亲 我父亲 孩子 老人 我爱人 病人 家属 朋友 客户 同事 邻居"
_WHEN = "昨天上午 上周三 前天晚上 今天早上 星期一 国庆节前 出院那天 复诊时 排队时 半夜"
_WHERE = """
在检验科 在药房窗口 到收费处 在住院楼 在停车场 坐电梯时 在急诊室 在候诊区 在输液室 在食堂 在服务台
打热线电话 在体检中心 在放射科 在门诊大厅 在五病区
"""
_DID = """
等了很久 没有人理 被多收了钱 拿错了报告 听不清叫号 摔了一跤 找不到医生 被护士说了几句 交了两次费
丢了医保卡 打针打了三次 没有座位 热水不热 空调坏了 厕所没有纸 发票开错了 预约查不到 手续办不了
态度冷淡 药发错了 没有通知我 系统故障 隐私没有保护 饭菜不干净
"""
_THEN = "要求道歉 希望退款 请给个说法 请尽快处理 希望改进 要求书面答复 请主管回电 希望培训"
_SAID = (
    "waited", "report", "nurse", "window", "invoice", "late", "twice", "nobody", "told", "repair",
    "lift", "parking", "queue", "broken", "refund", "rude", "doctor", "wrong", "elevator",
)  # fmt: skip
# Ids of cases, four bytes each; the type takes no parameter before Python 3.12.
Ids = array
_HAN_WORD = re.compile("[\u4e00-\u9fff]+")


def words_in(text: str) -> list[str]:
    """Every two Chinese characters in a row of a text; those of a text without any are common."""
    runs = _HAN_WORD.findall(text)
    return [pair for run in runs if len(run) > 1 for pair in grams.pairs(run)] or ["电梯"]


def _told(dice: random.Random, number: int) -> str:
    if number % _ENGLISH == 0:
        return " ".join(dice.choice(_SAID) for _word in range(LENGTH // 6))
    said = ""
    while len(said) < LENGTH:
        # Names, rooms and rarer words stand in any telling.
        rare = "".join(chr(0x4E00 + int(dice.paretovariate(0.35)) % 6_000) for _sign in range(6))
        said += (
            f"{_one(dice, _WHEN)}{_one(dice, _WHO)}{_one(dice, _WHERE)}{_one(dice, _DID)}，"
            f"{figure(dice, _BIRTH).name}{rare}{_one(dice, _DID)}，{_one(dice, _THEN)}。"
        )
    return said[:LENGTH]


def _one(dice: random.Random, among: str) -> str:
    return dice.choice(_parts(among))


@cache
def _parts(among: str) -> list[str]:
    return among.split()


def with_cases(home: Path, count: int) -> None:
    """Found a desk in `home` that knows `count` cases, kept there for the next run.

    Cases and their keys alone, without seals and in the order of the tables: finding looks at
    nothing else.
    """
    mark = home / "cases.json"
    if mark.exists() and json.loads(mark.read_text()) == count:
        return
    session = found(home, FixedClock(SystemClock().now()))
    keys: dict[str, Ids] = {}
    _write_cases(session, count, keys)
    _write_keys(session, keys)
    session.store.close()
    mark.write_text(json.dumps(count))


def _write_cases(session: Session, count: int, keys: dict[str, Ids]) -> None:
    dice = random.Random(3)
    forms = session.pack.cases
    assert forms is not None
    kind = forms.kinds[0]
    severity, rung = kind.severities[0].code, forms.ladder(kind.ladder).rungs[0].code
    first = session.now() - _YEAR
    digest, staff = session.pack.digest, session.staff_id

    def rows() -> Iterator[tuple[object, ...]]:
        for number in range(1, count + 1):
            who = figure(dice, _BIRTH)
            facts = _told(dice, number)
            at = first + _YEAR * number // count
            day = session.day_of(at)
            place = dice.choice(_PLACES)
            for key in grams.keys_of((who.name, facts), who.phone):
                keys.setdefault(key, array("I")).append(number)
            yield (
                number, kind.series, number, day, kind.code, "phone", at, at, who.name, who.phone,
                place, facts, severity, 0, rung, at, staff, "", "", at + DAY, "resolved", "phone",
                "yes", "", 0, staff, digest, digest,
            )  # fmt: skip

    columns = (
        "id, series, number, day, kind, channel, opened_at, received_at, name, phone, place,"
        " facts, severity, joint, rung, rung_at, owner_id, offered_rung, acknowledged_how,"
        " closed_at, outcome, how, accepted, fault, reopened, opener_id, pack, calendar"
    )
    marks = ", ".join("?" * len(columns.split(",")))
    many = session.store.database.connection().executemany
    with session.store.transaction():
        many(f"INSERT INTO desk_case ({columns}) VALUES ({marks})", rows())


def _write_keys(session: Session, keys: dict[str, Ids]) -> None:
    execute = session.store.database.execute_sql
    made = execute("SELECT sql FROM sqlite_master WHERE name = 'case_key_case'").fetchone()
    many = session.store.database.connection().executemany
    with session.store.transaction():
        execute("DROP INDEX case_key_case")
        every = ((key, case_id) for key in sorted(keys) for case_id in keys[key])
        many("INSERT INTO case_key (key, case_id) VALUES (?, ?)", every)
        execute(made[0])
