"""Words that mean the same at a desk, in both languages, and words that say little (C7).

One line is one meaning, by its first word; several English words in a row are joined by "_". Light
meanings stand in every second complaint and count little.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from frontdesk.text import folded, is_han

_HEAVY = """
抽血 化验 采血 验血 血样 化验单 | blood laboratory lab specimen
拍片 片子 影像 核磁 磁共振 放射 胶片 | x_ray xray ct mri film radiology image radiograph picture
超声 彩超 | ultrasound sonography scan
胃镜 肠镜 内镜 | gastroscopy endoscopy colonoscopy
报告 结果 | report result
药 药房 取药 发药 配药 药品 药物 开药 | medicine medication tablet pill drug pharmacy dispensary
处方 | prescription prescribe
剂量 用量 每日 一天吃 | dose dosage daily
药膏 护肤品 软膏 | cream ointment lotion
输液 挂水 打点滴 点滴 吊瓶 扎针 打针 注射
输液 扎了 扎上 扎进 | drip iv infusion inject injection needle prick vein
发烧 高烧 发热 | fever feverish
挂号 号源 专家号 | registration register
预约 约好 约的 订位 | book booking appointment reserve reservation
查不到 没有记录 没记录 | no_record
窗口 柜台 | counter window
停车 车位 车库 停车场 | parking garage carpark car_park
出口 | exit barrier
电梯 扶梯 升降机 | lift elevator escalator
楼梯 楼道 | stair staircase stairwell
厕所 卫生间 洗手间 马桶 | toilet washroom restroom ladi lavatory bathroom
洗手液 肥皂 厕纸 | soap tissue
洗澡 淋浴 浴室 热水 | shower bath hot_water cold_water
空调 冷气 制冷 暖气 太热 太冷 | air_conditioning air_conditioner heat heater cool hot cold
打印 复印 | printer print copier
卡纸 | jam paper_stuck
网络 网速 上网 断网 掉线 断开 | network internet wifi wi-fi connection
视频 会议 开会 | meeting video conference
投影 投影仪 投影机 | projector
验证码 登录 登陆 密码 账号 | login log_in password code verification account
小程序 手机应用 软件 | app application
退款 退费 退钱 退回 退还 到账 | refund money_back reimburse
多收 重复扣 扣款 扣费 两笔 乱收费 扣了 | charge overcharge double twice
加钱 补差价 另外收 额外 加收 另外要 | extra_money pay_extra surcharge
红包 好处费 | bribe cash tip
发票 抬头 开票 | invoice receipt
公司名称 公司名 | company
出院 结算 结账 | discharge
医保 社保 保险 | insurance
快递 寄错 邮寄 寄到 寄 地址 | address post mail courier
发货 送货 到货 收到的货 货物 | delivery shipment parcel deliver carton transport
少了 缺了 数量不对 缺货 | missing short_by
破损 压坏 碎了 损坏 | damaged crushed smashed
瓶子 玻璃瓶 | bottle
套餐 | package include
态度 不耐烦 冷淡 凶 说话冲 很冲 骂 吼 粗鲁 | rude attitude snapped impolite unfriendly shout yell
不听 没听 没抬 打发 两分钟 敷衍 | listen look_up brush_off
道歉 对不起 | apology apologise apologize sorry
吵 噪音 噪声 声音太大 大声 喧哗 听不清 听不到 | noise noisy loud loudly chatting laughing hear
装修 施工 电钻 | construction drill renovation
睡不着 没法休息 休息 失眠 整晚 晚上 夜里 | sleep rest night
隐私 围 围着 拉帘 挤在 门开着 | privacy private stranger listened curtain
抽烟 吸烟 烟味 | smoke cigarette tobacco
饭菜 食堂 午饭 伙食 餐 | food meal canteen cafeteria lunch soup dinner breakfast
头发 虫子 异物 | hair insect fly
轮椅 推车 平车 | wheelchair trolley stretcher
坡道 斜坡 无障碍 坡 | ramp slope
保安 门卫 | guard security
滑倒 摔 摔倒 跌倒 | slip fall trip
湿滑 积水 地上都是水 地面湿 拖地 | wet puddle mop water
脏 不干净 卫生 | dirty filthy clean
座位 椅子 没座 站着 | seat chair stand
丢 丢失 弄丢 遗失 不见 落在 找不到 | lose lost gone misplace
背包 包 书包 | bag backpack rucksack purse
钱包 手机丢 | wallet
钥匙 | key
补牙 牙 口腔 | tooth teeth dental filling dentist
眼镜 镜片 度数 验光 头晕 发晕 | glass lens eye optician strength dizzy
石膏 骨折 发麻 | cast plaster numb
皮肤 | skin dermatology
体检 | check-up checkup medical
拿错 别人的 另一个病人 搞错 弄错 发错 开错 写错 送错
拿错 错误 错了 不对 | wrong mistake incorrect error mixed_up
电话 热线 占线 打不通 没人接 无人接听 坐席忙 | hotline phone engage get_through line_busy engaged
回电 回电话 联系 | call_back ring_back
取号 叫号 顺序 | ticket_number number_called my_turn
指示牌 标识 标牌 路标 | sign signpost direction
疫苗 接种 | vaccine vaccination jab
留观 观察 | observation observe
孕妇 产检 产妇 建档 | pregnancy pregnant antenatal maternity
档案 病历 资料 | file document chart
护工 陪护 照顾 | carer caretaker caregiver care_worker
糖尿病 忌口 病号饭 | diabetic diabetes diet
甜 糖 | sweet sugar
刹车 手刹 | brake
雨伞 雨棚 遮雨 下雨 | umbrella rain shelter
建议 希望能 增设 | suggest suggestion
感谢 谢谢 表扬 | thank praise grateful
缴费机 收费机 自助机 | pay_machine ticket_machine machine kiosk
缴费 收费 收款 | fee pay payment cashier
孩子 儿科 儿童 小孩 宝宝 | child baby son daughter kid paediatric pediatric
急诊 | emergency
膀胱 憋尿 | bladder urine
门诊 诊室 | clinic consulting consultation
"""
_LIGHT = """
排队 插队 队伍 | queue line
等 等了 等待 等候 候诊 等到 小时 钟头 分钟 | wait hour minute late long
医生 大夫 主任 专家 | doctor dr physician
护士 | nurse
病人 患者 | patient
病房 病区 住院 | ward room
老人 母亲 父亲 老太太 我妈 我爸 | mother father grandmother grandfather old
工作人员 服务台 客服 阿姨 窗口人员 | staff desk lady worker
问 说 告诉 通知 提示 | tell told ask say answer call
没人 没有人 一直没 | nobody nothing none
钱 费用 | money price expensive
检查 | examination test exam examine
坏 坏了 故障 失灵 不亮 打不开 扫不了 用不了 维修 报修 没修 修 连不上
坏 | repair broken fault faulty out_of_order not_work maintenance fix
天 星期 两周 半个月 几天 周 | day week month today
二楼 三楼 一楼 楼 | second first third floor upstairs downstairs
手 | hand
大厅 门口 | hall entrance gate
"""
# Signs without which a sentence says as much; two signs with one of them are no evidence.
LITTLE = frozenset(
    "的了是我在不有没他她它你您们这那就都也还要说个和与跟把被给到去来着过得地很太又才再从上下里外"
    "后前时候什么怎么为以及但却吗呢吧啊呀一二两三四五六七八九十几多少半只先已经自己让叫对于可能会"
    "想请因所如果其中些点样次位号出进"
)
_STOP = """
a an the i me my mine we us our you your he she it its they them their this that these those is
are was were be been am do does did done have has had having of to in on at for from with by and
or but not no so as than then there here when who what which how if because although though
while until after before into onto over under about again also only just even still very too
much many more most all any some every each both other up down off can could will would should
may might must let get got go went come came put take took make made give gave want need
use keep kept one two three four five six seven eight nine ten never ever yet already now dont
didnt wont cannot times time way thing
"""
STOP = frozenset(_STOP.split())
_ENDINGS = ("ingly", "ings", "ing", "edly", "ed", "es", "ly", "s", "e")
_SHORTEST_STEM = 3


class Meanings(NamedTuple):
    """Words and rows of words, as stems, with the name of what they mean; `light` are names.

    `words` are those of one meaning. `longest`: the most signs of a Chinese word and the most words
    of an English row.
    """

    names: dict[str, str]
    words: dict[str, tuple[str, ...]]
    light: frozenset[str]
    longest: tuple[int, int]


def stem(word: str) -> str:
    """An English word without its ending: waited, waiting and waits are one."""
    if word.endswith(("ies", "ied")) and len(word) > _SHORTEST_STEM + 1:
        word = word[:-3] + "y"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: -len(ending)]
            # stopped is stop.
            if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    return word[:-1] + "i" if word.endswith("y") and len(word) > _SHORTEST_STEM else word


def stems(words: Iterable[str]) -> list[str]:
    """The stems of those among the words that say something."""
    return [stem(word) for word in words if word not in STOP and not word.isdigit()]


@cache
def meanings() -> Meanings:
    """The table, made once; an earlier line has the word."""
    names: dict[str, str] = {}
    light = set()
    for text, little in ((_HEAVY, False), (_LIGHT, True)):
        for line in text.strip().splitlines():
            every = line.replace("|", " ").split()
            name = every[0]
            if little:
                light.add(name)
            for word in every:
                key = word if is_han(word[-1]) else " ".join(stems(word.split("_")))
                names.setdefault(folded(key), name)
    signs = max(len(word) for word in names if is_han(word[-1]))
    row = max(word.count(" ") + 1 for word in names)
    words: dict[str, tuple[str, ...]] = {}
    for word, name in names.items():
        words[name] = (*words.get(name, ()), word)
    return Meanings(names, words, frozenset(light), (signs, row))
