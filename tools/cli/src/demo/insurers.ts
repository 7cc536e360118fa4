/** Insurers of every 法別番号. The branches and unions that exist as kinds keep their names; all others are made up (架空). */
import type { seeding } from "@madoguchi/center";
import { checkDigit, parseInsurerNumber, prefectureByCode } from "@madoguchi/notation";
import type { InsurerKind } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";

export type DemoInsurer = seeding.InsurerDetails & { readonly kind: InsurerKind };

const prefectures = ["13", "01", "04", "14", "23", "26", "27", "28", "34", "40"] as const;

const named: readonly (readonly [law: string, names: readonly string[]])[] = [
  ["02", ["全国健康保険協会 船員保険部"]],
  ["03", ["全国健康保険協会 東京支部（日雇特例・一般療養）"]],
  ["04", ["全国健康保険協会 東京支部（日雇特例・特別療養費）"]],
  ["06", societies("電機 自動車 製薬 鉄道 銀行 食品 情報 建設 百貨店 運輸 新聞 紡績")],
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
const trades = "医師 建設 美容 料理";

function societies(trade: string): string[] {
  return trade.split(" ").map((name) => `架空${name}健康保険組合`);
}

const readings = new Map(
  pairs(
    "全国健康保険協会 ゼンコクケンコウホケンキョウカイ 後期高齢者医療広域連合 コウキコウレイシャイリョウコウイキレンゴウ " +
      "国民健康保険組合 コクミンケンコウホケンクミアイ 健康保険組合 ケンコウホケンクミアイ 共済組合 キョウサイクミアイ " +
      "共済 キョウサイ 船員保険部 センインホケンブ 日雇特例 ヒヤトイトクレイ 一般療養 イッパンリョウヨウ " +
      "特別療養費 トクベツリョウヨウヒ 自衛官診療証 ジエイカンシンリョウショウ 退職者医療 タイショクシャイリョウ " +
      "特例退職 トクレイタイショク 公立学校 コウリツガッコウ 私立学校 シリツガッコウ 職員 ショクイン 警察 ケイサツ 部隊 ブタイ " +
      "支部 シブ 電機 デンキ 自動車 ジドウシャ 製薬 セイヤク 鉄道 テツドウ 銀行 ギンコウ 食品 ショクヒン 情報 ジョウホウ " +
      "建設 ケンセツ 百貨店 ヒャッカテン 運輸 ウンユ 新聞 シンブン 紡績 ボウセキ 医師 イシ 美容 ビヨウ 料理 リョウリ " +
      "東京 トウキョウ 北海道 ホッカイドウ 宮城 ミヤギ 神奈川 カナガワ 愛知 アイチ 京都 キョウト 大阪 オオサカ 兵庫 ヒョウゴ " +
      "広島 ヒロシマ 福岡 フクオカ 架空 カクウ 見本 ミホン 窓口 マドグチ 例題 レイダイ 試験 シケン 仮名 カメイ 模擬 モギ " +
      "都 ト 府 フ 県 ケン 省 ショウ 庁 チョウ 市 シ 区 ク 町 マチ 村 ムラ の ノ",
  ),
);

/** オンライン資格確認 began everywhere. */
const contractsBegan = Temporal.PlainDate.from("2021-10-20");

export const demoInsurers: readonly DemoInsurer[] = [
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

/** Longest part first; what stands between the parts becomes a space. */
function readingOf(name: string): string {
  const parts = new RegExp([...readings.keys()].join("|"), "gu");
  return name
    .replaceAll(parts, (part) => readings.get(part) ?? "")
    .replaceAll(/[（）・\s]+/gu, "　")
    .trim();
}

function pairs(text: string): readonly (readonly [string, string])[] {
  const words = text.split(" ");
  return words.flatMap((word, index) =>
    index % 2 === 0 ? [[word, words[index + 1] ?? ""] as const] : [],
  );
}
