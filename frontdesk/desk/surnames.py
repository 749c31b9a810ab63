"""How names are read: surnames and name characters whose reading a dictionary gets wrong.

Readings are written without tones, ü typed as v; several are parted by "/", the likelier one first.
"""

import re


def _table(text: str) -> dict[str, tuple[str, ...]]:
    return {entry[0]: tuple(entry[1:].replace("v", "ü").split("/")) for entry in text.split()}


# A single surname, where a dictionary's first reading is not (or not the only) one in use.
SURNAMES = _table(
    """
    单shan 單shan 曾zeng 仇qiu 解xie 区ou 區ou 查zha 盖ge/gai 蓋ge/gai 朴piao/pu 任ren 华hua 華hua
    燕yan 宁ning 寧ning 甯ning 缪miao/mou 繆miao/mou 乐yue/le 樂yue/le 翟zhai/di 召shao 尉wei/yu
    黑he/hei 员yun/yuan 員yun/yuan 贠yun 折she/zhe 秘bi/mi 种chong 冼xian 洗xian 覃qin/tan 卜bu
    柏bai/bo 薄bo/bao 谌chen/shen 諶chen/shen 逄pang 逢pang/feng 乜nie 么yao 幺yao 宓mi/fu 句gou
    瞿qu 隗wei/kui 佴nai 祭zhai/ji 过guo 過guo 藏zang 都du 车che 車che 令ling 繁po 角jue/jiao
    能nai 要yao 哈ha 沈shen 石shi 强qiang/jiang 於yu 余yu 褚chu 储chu 莘shen/xin 郗xi/chi 郇xun/huan
    费fei/bi 費fei/bi 贲ben 叶ye 葉ye 冯feng 馮feng 撒sa 牟mu/mou 母mu 毋wu 没mo 万wan 萬wan
    纪ji 紀ji 炅gui/jiong 炔gui 眭sui 厍she 舍she 钭tou 那na 粘nian 长chang 相xiang 行xing
    郄qie/xi 阚kan 闞kan 曲qu 颉xie/jie 宿su 隽juan/jun 盛sheng 尧yao 干gan 乾qian 还huan 降jiang
    参shen/can 重chong/zhong 郐kuai 冒mao 蒙meng 雒luo 扁bian 便bian 别bie 番pan 率lv/shuai 仵wu
    衣yi 应ying 應ying 笮ze/zuo 占zhan 中zhong 訾zi 王wang 陈chen 陳chen 罗luo 羅luo 高gao 朱zhu
    吴wu 吳wu 何he 于yu 贾jia 賈jia 陆lu 陸lu 汤tang 湯tang 杜du 潘pan 方fang 红hong 区ou 呙guo
    咼guo 晟cheng/sheng 佛fo 呼hu 和he 阿a 艾ai 戚qi 校xiao/jiao 牛niu 丁ding 万wan 适kuo/shi
    """
)

# Surnames of more than one character; readings are written with a space between the characters.
COMPOUNDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("尉迟", "尉遲"), ("yu chi",)),
    **dict.fromkeys(("万俟", "萬俟"), ("mo qi",)),
    **dict.fromkeys(("长孙", "長孫"), ("zhang sun",)),
    **dict.fromkeys(("单于", "單于"), ("chan yu", "shan yu")),
    **dict.fromkeys(("澹台", "澹臺"), ("tan tai",)),
    **dict.fromkeys(("乐正", "樂正"), ("yue zheng",)),
    **dict.fromkeys(("鲜于", "鮮于"), ("xian yu",)),
    **dict.fromkeys(("独孤", "獨孤"), ("du gu",)),
    **dict.fromkeys(("宇文",), ("yu wen",)),
    **dict.fromkeys(("令狐",), ("ling hu",)),
    **dict.fromkeys(("拓跋",), ("tuo ba",)),
    **dict.fromkeys(("濮阳", "濮陽"), ("pu yang",)),
    **dict.fromkeys(("亓官",), ("qi guan",)),
    **dict.fromkeys(("子车", "子車"), ("zi ju",)),
    **dict.fromkeys(("谷梁", "穀梁"), ("gu liang",)),
    **dict.fromkeys(("夏侯",), ("xia hou",)),
    **dict.fromkeys(("南宫", "南宮"), ("nan gong",)),
    **dict.fromkeys(("百里",), ("bai li",)),
    **dict.fromkeys(("第五",), ("di wu",)),
    **dict.fromkeys(("那拉",), ("na la",)),
    **dict.fromkeys(("爱新觉罗", "愛新覺羅"), ("ai xin jue luo",)),
}
# Those that are read as their characters are.
PLAIN_COMPOUNDS = frozenset(
    re.findall(
        r"\S+",
        """
        欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 公孙 公孫 慕容 西门 西門 呼延
        端木 赫连 赫連 申屠 太史 轩辕 軒轅 钟离 鍾離 淳于 公冶 宗政 贺兰 賀蘭 东郭 東郭
        颛孙 闾丘 公西 梁丘 左丘 闻人 聞人 纳兰 納蘭 完颜 耶律 叶赫 司徒 司空 公羊 仲孙
        太叔 巫马 段干 漆雕 壤驷 公良 拓拔 夹谷 宰父 微生 羊舌 东门 南门 呼衍 司寇 相里

        """,
    )
)

# Characters in given names that people read in two ways, or of which a dictionary names an odd
# reading first.
GIVEN = _table(
    """
    行xing/hang 长chang/zhang 長chang/zhang 重zhong/chong 乐le/yue 樂le/yue 度du/duo 调diao/tiao
    調diao/tiao 角jiao/jue 和he 传chuan/zhuan 傳chuan/zhuan 朝chao/zhao 折zhe/she 露lu/lou
    着zhu/zhe 弹dan/tan 彈dan/tan 藏cang/zang 称cheng/chen 稱cheng/chen 薄bo/bao 还huan/hai
    了liao/le 系xi/ji 参can/shen 參can/shen 塞sai/se 绿lv/lu 綠lv/lu 阿a/e 率shuai/lv 校xiao/jiao
    降jiang/xiang 劲jin/jing 勁jin/jing 脉mai/mo 省sheng/xing 宿su/xiu 属shu/zhu 给gei/ji
    觉jue/jiao 覺jue/jiao 都du/dou 模mo/mu 圈quan/juan 盛sheng/cheng 削xue/xiao 择ze/zhai
    朴pu/piao 屏ping/bing 纤xian/qian 卡ka/qia 否fou/pi 卒zu/cu 贾jia/gu 賈jia/gu 咽yan/ye
    扎za/zha 陆lu/liu 什shen/shi 泊bo/po 柏bai/bo 蔓man/wan 壳ke/qiao 澄cheng/deng 曾zeng/ceng
    拓tuo/ta 裳shang/chang 堡bao/bu 纶lun/guan 綸lun/guan 仔zi/zai 艾ai/yi 粘nian/zhan 缪miao/mou
    匙chi/shi 扛kang/gang 铛dang/cheng 靓liang/jing 靚liang/jing 牟mu/mou 佛fo/fu 似si/shi 勒le/lei
    娜na/nuo 莎sha/suo 茜qian/xi 晟sheng/cheng 莞wan/guan 鹄hu/gu 鵠hu/gu 琢zhuo/zuo 蹊xi/qi
    絜jie/xie 强qiang 彊qiang 奇qi/ji 宁ning 应ying 少shao 见jian 解jie/xie 隽jun/juan 雋jun/juan
    会hui 适shi 万wan 南nan 亚ya 更geng 石shi 单dan/shan 區qu/ou 区qu/ou 查cha/zha 仇chou/qiu
    任ren 华hua 燕yan 翟zhai/di 召zhao 尉wei/yu 员yuan/yun 員yuan/yun 种zhong/chong 覃tan/qin
    颉jie/xie 頡jie/xie 炅jiong/gui 谌chen/shen 莘xin/shen 祭ji/zhai 琛chen 沈shen/chen 瑱tian/zhen
    瑨jin 玥yue 婼ruo/chuo 妤yu 婠wan 祎yi/hui 禕yi/hui 昇sheng 旸yang 炜wei 煜yu 烜xuan/hui
    濛meng 漪yi 珏jue 玨jue 珺jun 瑄xuan 瑀yu 璇xuan 筠yun/jun 箐qing/jing 翀chong 芃peng 芊qian
    芮rui 苒ran 荀xun 荃quan 荻di 菁jing 蓓bei 蕙hui 虹hong/jiang 钰yu 钏chuan 铎duo 镕rong
    霁ji 雯wen 霏fei 骞qian 骏jun 鸾luan 麒qi 龢he 甫fu 夫fu 女nv 子zi 生sheng 凯kai 盖gai/ge
    卜bu/bo 歙she/xi 乘cheng/sheng 识shi/zhi 食shi 数shu 朔shuo 氏shi 术shu 汗han 沛pei
    洗xi/xian 济ji
    """
)
