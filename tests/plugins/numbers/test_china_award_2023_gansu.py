"""Every number of Gansu's notice that passes on the national one, in the order of the document."""

from support.numbers import Numbers


class TestChinaAward2023Gansu(Numbers):
    """The notice bears no date; two lengths are those of the notice that it passes on."""

    text = "china_award@2023-gansu"
    counted = 14
    table = """
文号  〔2023〕5号  甘质强组办〔2023〕5号
    sources.relay.number = 甘质强组办〔2023〕5号
题  第五届  关于开展第五届中国质量奖评选表彰申报工作的通知
    title.zh = 甘肃省关于开展第五届中国质量奖评选表彰申报工作的通知
前言  第五届  市场监管总局办公厅关于开展第五届中国质量奖评选表彰工作的通知
    sources.notice.title = 市场监管总局办公厅关于开展第五届中国质量奖评选表彰工作的通知
前言  〔2023〕105号  （市监质函〔2023〕105号）
    provisions.legal_basis.value = 市监质函〔2023〕105号
    sources.notice.number = 市监质函〔2023〕105号
前言  第五届  请按《通知》要求，认真做好我省第五届中国质量奖申报推荐工作
    provisions.as_the_notice.value = True

二  第三方  聘请第三方评审机构对申报的企业和个人按要求进行评审
    stages.third_party_review.words = 聘请第三方评审机构对申报的企业和个人按要求进行评审
notice 四(二)  -  -
    stages.local_notice.duration = at_least 5wd ~
    stages.province_notice.duration = at_least 5wd ~
notice 附件7  -  -
    stages.province_recommend.rule.at_most.organisations = elsewhere 附件7
    stages.province_recommend.rule.at_most.individuals = elsewhere 附件7

四  2023年5月25日  务于 2023 年 5 月 25 日前报送至
    stages.local_recommend.deadline.on = 2023-05-25 ~
四  三份  整理成册的纸质材料一式三份
    provisions.paper_copies.value = 整理成册的纸质材料一式三份
四  一份  Word 电子版材料一份，用优盘拷贝
    provisions.electronic_copies.value = Word电子版材料一份，用优盘拷贝
四  电 话  电 话
    no rule: a telephone
四  传 真  传 真
    no rule: a fax
四  279号  金昌南路 279 号
    no rule: an address
四  730030  730030
    no rule: a postcode
附件  第五届  市场监管总局办公厅关于开展第五届中国质量奖评选表彰工作的通知
    provisions.annex.value = china_award@2023
"""
