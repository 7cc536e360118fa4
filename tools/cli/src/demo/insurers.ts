/** Insurers of every 法別番号 in every prefecture, as many as there are. What exists as a kind keeps its name; all others are made up (架空). */
import type { seeding } from "@madoguchi/center";
import { PREFECTURES, checkDigit, parseInsurerNumber, prefectureByCode } from "@madoguchi/notation";
import type { InsurerKind } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import { readingOf } from "./insurer-readings.ts";

export type DemoInsurer = seeding.InsurerDetails & { readonly kind: InsurerKind };

const prefectures = ["13", "01", "04", "14", "23", "26", "27", "28", "34", "40"] as const;

const industries = "電機 自動車 製薬 鉄道 銀行 食品 情報 建設 百貨店 運輸 新聞 紡績";

const named: readonly (readonly [law: string, names: readonly string[]])[] = [
  ["02", ["全国健康保険協会 船員保険部"]],
  ["03", ["全国健康保険協会 東京支部（日雇特例・一般療養）"]],
  ["04", ["全国健康保険協会 東京支部（日雇特例・特別療養費）"]],
  ["06", societies(industries)],
  ["07", ["自衛官診療証（架空の部隊）"]],
  ["31", ["架空省共済組合", "見本庁共済組合"]],
  ["32", ["架空県職員共済組合", "窓口市職員共済組合（架空）"]],
  ["33", ["架空警察共済組合"]],
  ["34", ["公立学校共済組合 架空支部", "架空私立学校共済"]],
  ["63", ["架空電機健康保険組合（特例退職）"]],
  ["67", ["窓口市（架空・退職者医療）"]],
  ["72", ["架空省共済組合（特例退職）"]],
  ["73", ["架空県職員共済組合（特例退職）"]],
  ["74", ["架空警察共済組合（特例退職）"]],
  ["75", ["架空私立学校共済（特例退職）"]],
];

const towns = "窓口市 見本市 例題市 試験市 仮名市 模擬市 架空区 見本区 例題町 試験町 仮名村 模擬村";
const townsElsewhere = "窓口市 見本市 例題市 試験市 仮名市 模擬市 例題町 試験町 仮名村";
const trades = "医師 建設 美容 料理";

function societies(names: string, place = ""): string[] {
  return names.split(" ").map((name) => `架空${place}${name}健康保険組合`);
}

/** オンライン資格確認 began everywhere. */
const contractsBegan = Temporal.PlainDate.from("2021-10-20");

/** Whom the cards of the demo name. */
const nearby: readonly DemoInsurer[] = [
  ...prefectures.map((code) => insurer("01", code, 1, `全国健康保険協会 ${branch(code)}支部`)),
  ...prefectures.map((code) =>
    insurer("39", code, 100, `${prefecture(code)}後期高齢者医療広域連合`),
  ),
  ...named.flatMap(([law, names]) =>
    names.map((name, index) => insurer(law, "13", index + 1, name)),
  ),
  ...towns.split(" ").map((name, index) => insurer("", "13", index + 1, `${name}（架空）`)),
  ...trades
    .split(" ")
    .map((name, index) => insurer("", "13", 301 + index, `架空${name}国民健康保険組合`)),
];

const numbersNearby = new Set(nearby.map(({ number }) => number));

/** About 1,700, as in reality; those nearby first, so that a name finds them. */
export const demoInsurers: readonly DemoInsurer[] = [
  ...nearby,
  ...PREFECTURES.flatMap(({ code }) => insurersIn(code)).filter(
    ({ number }) => !numbersNearby.has(number),
  ),
];

/** Those of one prefecture. */
function insurersIn(code: string): DemoInsurer[] {
  const whole = prefecture(code);
  const short = branch(code);
  const of = (law: string, first: number, names: readonly string[]) =>
    names.map((name, index) => insurer(law, code, first + index, name));

  return [
    ...of("01", 1, [`全国健康保険協会 ${short}支部`]),
    ...of("03", 1, [`全国健康保険協会 ${short}支部（日雇特例・一般療養）`]),
    ...of("04", 1, [`全国健康保険協会 ${short}支部（日雇特例・特別療養費）`]),
    ...of("06", 1, societies(industries, short)),
    ...of("07", 1, [`自衛官診療証（架空の${short}部隊）`]),
    ...of("31", 1, [`架空省共済組合 ${short}支部`]),
    ...of("32", 1, [`${whole}架空職員共済組合`]),
    ...of("33", 1, [`${whole}架空警察共済組合`]),
    ...of("34", 1, [`公立学校共済組合 ${short}架空支部`]),
    ...of("39", 100, [`${whole}後期高齢者医療広域連合`]),
    ...of("63", 1, [`架空${short}電機健康保険組合（特例退職）`]),
    ...of("67", 1, [`${whole}窓口市（架空・退職者医療）`]),
    ...of(
      "",
      1,
      townsElsewhere.split(" ").map((town) => `${whole}${town}（架空）`),
    ),
    ...of(
      "",
      301,
      trades.split(" ").map((trade) => `架空${short}${trade}国民健康保険組合`),
    ),
  ];
}

/** The first insurer of a 法別番号 (empty for 国民健康保険) whose name holds `text`. */
export function insurerNamed(law: string, text = ""): DemoInsurer {
  const found = demoInsurers.find(
    ({ number, name }) =>
      (law === "" ? number.length === 6 : number.length === 8 && number.startsWith(law)) &&
      name.includes(text),
  );
  if (!found) throw new RangeError(`no insurer ${law} ${text}`);
  return found;
}

function insurer(law: string, prefectureCode: string, serial: number, name: string): DemoInsurer {
  const payload = `${law}${prefectureCode}${String(serial).padStart(3, "0")}`;
  const parsed = parseInsurerNumber(payload + checkDigit(payload));
  if (!parsed.ok) throw new RangeError(`${payload}: ${parsed.reason}`);
  const { number, kind } = parsed.value;
  return {
    number,
    name,
    kind,
    kana: readingOf(name),
    // Nobody has such a number: 0000 is no exchange of Tokyo's.
    telephone: `030000${number.slice(-4)}`,
    hours: "平日9時〜17時",
    address: `架空県窓口市見本町一丁目${serial}番`,
    contractFrom: contractsBegan,
  };
}

function prefecture(code: string): string {
  return prefectureByCode(code)?.name ?? "";
}

function branch(code: string): string {
  return prefecture(code).replace(/[都府県]$/u, "");
}
