/** Bytes to text: one byte, one piece, so that a mutation of a byte is a mutation of a word. */

/** @param {string} text */
const words = (text) => text.split(" ");

/** What news are made of. */
const NEWS = [
  ..."零〇一二两三四五六七八九十百千万亿兆点廿壹拾佰陆参半几数多余来0123456789.,·:-—~/％%‰()（）、，。；\n 　年月日号时分秒周旬季度元块角毛斤两吨米亩个人家户岁度倍成折名次届第",
  ...words("去年 今年 明年 上月 本周 下下周一 今天 昨日 星期天 春节 腊月廿三 农历正月 冬至 上半年 一季度 前三季度"),
  ...words("年初 月底 中旬 同期 以来 以前 截至 期间"),
  ..."起止至到从",
  ...words("分别 其中 同比 环比 增长 下降 比上年"),
  ..."占约近",
  ...words("超过 不足 以上 左右 至少"),
  ..."每",
  ...words("平均 百分之 万分之 百分点 万元 亿美元 港元 人民币 平方公里 立方米 千瓦时 兆瓦 标准箱 人次 公顷 零下"),
  ...words("摄氏 公司 集团 有限公司 银行 青岛 国家"),
  ..."市省",
  ...words("政府"),
  ..."局",
  ...words("委员会 大学 医院 协会"),
  ..."该等和的",
  ...words("总投资 产量 预计 计划 力争"),
  ..."可",
  ...words("单位： （下同） 记者"),
  ..."电讯",
  ...words("本报 摘要"),
  ..."２Ａ𠮷😀萬億",
  ...words("年會 2023 11 22 2023-11-22 1,234.5 9:30 Q3 GDP A股 kg km² e+14"),
];

/** What dates are made of. */
const TIMES = [
  ..."零〇一二三四五六七八九十廿0123456789.·:-—~/、，。\n前后内初末底多半余几数两每整上下本近第年月日号时点分秒周旬季夏冬至到从自起止间天岁",
  ...words("去年 今年 明年 前年 上月 下个月 本周 下下周一 今天 昨日 后天 星期天 周末 礼拜三 当日 次日"),
  ...words("同月 春节 腊月廿三 农历正月 闰四月 甲辰年 冬至 清明 国庆 除夕 母亲节 初一 民国 公元前 世纪 年代"),
  ...words("“十四五” 上半年 一季度 前三季度 年初 月底 中旬 同期 以来 以前 之后 截至 期间 个月 小时 分钟"),
  ...words("工作日 采暖季 早上 上午 中午 凌晨 傍晚"),
  ..."晚",
  ...words("刻钟 零时 24时 T09:30"),
  ..."Z",
  ...words("2023 2月29日 2月30日 11月31日 2023-11-22 20231122 目前 近日 将来 至今 财年 学年"),
  ..."度（）比较",
  ...words("每隔 投资3亿元 公司 记者"),
  ..."电",
];

/**
 * @param {Uint8Array} bytes
 * @param {readonly string[]} pieces
 */
function join(bytes, pieces) {
  let text = "";
  for (const byte of bytes) text += pieces[byte % pieces.length];
  return text;
}

/** @param {Uint8Array} bytes */
export const textOf = (bytes) => join(bytes, NEWS);

/** @param {Uint8Array} bytes */
export const timesOf = (bytes) => join(bytes, TIMES);
