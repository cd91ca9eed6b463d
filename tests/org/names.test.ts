import { describe, expect, test } from "vitest";
import { extractOrgs } from "./extract.js";

const spansOf = async (text: string): Promise<readonly string[]> => (await extractOrgs(text)).map((org) => org.text);

describe("where a name begins and ends", () => {
  test.each([
    // prepositions and verbs before it
    ["由江州饮乐多生物科技有限公司投资建设", ["江州饮乐多生物科技有限公司"]],
    ["据宁海港务局统计，前三季度吞吐量增长", ["宁海港务局"]],
    ["松湖街道联合宁海市北区就业训练中心送培训上门", ["松湖街道", "宁海市北区就业训练中心"]],
    ["收购控股股东中汇控股集团持有的股权", ["中汇控股集团"]],
    // the longest name is the mention
    ["宁海市生态环境局高新区分局开展检查", ["宁海市生态环境局高新区分局"]],
    ["中国科学院海洋研究所研究员介绍", ["中国科学院海洋研究所"]],
    ["与滨江医科大学附属第一医院组建医联体", ["滨江医科大学附属第一医院"]],
    ["国家金融监督管理总局岷江监管分局核准", ["国家金融监督管理总局岷江监管分局"]],
    ["中储粮宁海直属库有限公司收购小麦", ["中储粮宁海直属库有限公司"]],
    // coordination
    ["海关总署、财政部和税务总局联合发布公告", ["海关总署", "财政部", "税务总局"]],
    ["江城市委市政府出台措施", ["江城市委", "市政府"]],
    ["宁海市文化和旅游局与宁海市教育局签约", ["宁海市文化和旅游局", "宁海市教育局"]],
    // brackets, quotation marks, dots
    ["江南造船（集团）有限责任公司获得订单", ["江南造船（集团）有限责任公司"]],
    ["洛克菲·史密斯公司宣布重组", ["洛克菲·史密斯公司"]],
    // places and firms that the segmenter does not know
    ["澄湾市交通运输局要求日进尺不低于10米", ["澄湾市交通运输局"]],
    ["安州市畜牧兽医局通报", ["安州市畜牧兽医局"]],
    ["北辰制冷科技有限公司与管委会签约", ["北辰制冷科技有限公司"]],
    ["疾风速运在省内启用5个分拨中心", ["疾风速运"]],
    // offices without their place, with their head
    ["市卫健委昨日通报", ["市卫健委"]],
    ["芬兰农林部长抵达", ["芬兰农林部"]],
    ["提请第十四届全国人大第二次会议审议", ["第十四届全国人大"]],
    // press
    ["东港海事网10月22日讯 船闸通航", ["东港海事网"]],
    ["（东港新闻/东港早报记者 方平）", ["东港新闻", "东港早报"]],
    ["发表在美国《科学》杂志上", ["美国《科学》杂志"]],
    // sport
    ["云岭海豚队和东港松日队在联赛中相遇", ["云岭海豚队", "东港松日队"]],
  ])("%s", async (text, spans) => {
    expect(await spansOf(text)).toEqual(spans);
  });
});

describe("what is no organisation", () => {
  test.each([
    "推动西海岸新区高质量发展",
    "有关部门、各单位和几家公司参加",
    "各级党组织和社会各界开创新局面",
    "车间、发酵厂房、灌装厂房和冷库",
    "以经济建设为中心，坚持中心思想",
    "工厂里干部和群众到处都是",
    "考上大学，大学生活开始了",
    "两家国有公司和多家上市公司签约",
    "诺贝尔奖和茅盾文学奖揭晓",
    "津南水厂扩建工程通水",
    "购买养老保险，发展现代物流",
    "中国市场和美国公司",
    "排队的队伍和球队的队员",
    "北大荒的黑土地",
  ])("%s", async (text) => {
    expect(await spansOf(text)).toEqual([]);
  });
});

describe("what kind of organisation it is", () => {
  test.each([
    ["岷江银行公布半年报", "company"],
    ["宁海市水利局牵头", "government"],
    ["中共江州省委召开会议", "party"],
    ["由东海海洋大学承担", "education"],
    ["江州省农科院选育新品种", "research"],
    ["江州日报社记者报道", "media"],
    ["宁海市人民医院扩建", "medical"],
    ["江州省钢铁工业协会统计", "association"],
    ["世界卫生组织表示", "international"],
    ["中国人民解放军总政治部发出通知", "military"],
  ])("%s: %s", async (text, type) => {
    expect((await extractOrgs(text)).map((org) => org.org_type)).toEqual([type]);
  });
});
