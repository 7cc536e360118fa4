/**
 * Synthetic insured people (架空), as many as are asked for. Person number n is the same on every machine,
 * so that a population can grow without being made anew.
 */
import type { seeding } from "@madoguchi/center";
import { ageBand, checkDigit } from "@madoguchi/notation";
import type { AgeBand, InsurerKind } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import { benefitYear } from "./coverages.ts";
import { demoInsurers } from "./insurers.ts";
import { stableId } from "./stable-id.ts";

export type Insured = {
  readonly people: readonly seeding.PersonRow[];
  readonly coverages: readonly seeding.CoverageRow[];
};

/** People `from` (included) to `to` (not included). */
export function syntheticInsured(from: number, to: number, today: Temporal.PlainDate): Insured {
  const people: seeding.PersonRow[] = [];
  const coverages: seeding.CoverageRow[] = [];
  const dayBefore = daysBefore(today);
  for (let number = from; number < to; number += 1) {
    const random = randomFrom(number);
    const { birth, ...person } = syntheticPerson(number, random, dayBefore);
    people.push(person);
    coverages.push(syntheticCoverage(number, person, birth, random, dayBefore, today));
  }
  return { people, coverages };
}

/** A day so many days ago, with all that a coverage takes from a birth on it. */
type Day = {
  readonly iso: string;
  readonly band: AgeBand;
  /** The 75th birthday. */
  readonly elderlyFrom: string;
};

/** The same few ten thousand days come again and again; each is worked out once. */
function daysBefore(today: Temporal.PlainDate): (days: number) => Day {
  const kept = known.get(today.toString()) ?? new Map<number, Day>();
  known.set(today.toString(), kept);
  return (days) => {
    const before = kept.get(days);
    if (before !== undefined) return before;
    const date = today.subtract({ days });
    const day = {
      iso: date.toString(),
      band: ageBand(date, today),
      elderlyFrom: date.add({ years: 75 }).toString(),
    };
    kept.set(days, day);
    return day;
  };
}

const known = new Map<string, Map<number, Day>>();

// Both lists pair a name as written with its reading.
const families = (
  "佐藤 サトウ 鈴木 スズキ 高橋 タカハシ 田中 タナカ 伊藤 イトウ 渡辺 ワタナベ 山本 ヤマモト 中村 ナカムラ " +
  "小林 コバヤシ 加藤 カトウ 吉田 ヨシダ 山田 ヤマダ 佐々木 ササキ 山口 ヤマグチ 松本 マツモト 井上 イノウエ " +
  "木村 キムラ 林 ハヤシ 斎藤 サイトウ 清水 シミズ 渡● ワタナベ ●橋 タカハシ"
).split(" ");
const females =
  "陽菜 ヒナ 葵 アオイ 結衣 ユイ さくら サクラ 美咲 ミサキ 由美子 ユミコ 和子 カズコ 恵子 ケイコ 千代 チヨ 明美 アケミ".split(
    " ",
  );
const males =
  "蓮 レン 陽翔 ハルト 大輔 ダイスケ 翔太 ショウタ 健一 ケンイチ 誠 マコト 清 キヨシ 茂 シゲル 隆 タカシ 浩 ヒロシ".split(
    " ",
  );

type Random = (below: number) => number;

function syntheticPerson(
  number: number,
  random: Random,
  dayBefore: (days: number) => Day,
): seeding.PersonRow & { readonly birth: Day } {
  const sex = random(2) === 0 ? "female" : "male";
  const [family, familyKana] = pair(families, random);
  const [given, givenKana] = pair(sex === "female" ? females : males, random);
  const birth = dayBefore(random(36_000));
  return {
    birth,
    id: stableId(`insured:${number}`),
    name: `${family}　${given}`,
    kana: `${familyKana}　${givenKana}`,
    sex,
    birthDate: birth.iso,
    address: `架空県窓口市見本町${1 + random(9)}丁目${1 + random(30)}番${1 + random(20)}号`,
    // 照会停止中, about one in two hundred.
    suspendedAt: random(200) === 0 ? suspension : null,
  };
}

const suspension = Temporal.Instant.from("2026-06-01T00:00:00Z");

function syntheticCoverage(
  number: number,
  person: seeding.PersonRow,
  birth: Day,
  random: Random,
  dayBefore: (days: number) => Day,
  today: Temporal.PlainDate,
): seeding.CoverageRow {
  const { band } = birth;
  const elderly = band === "from-75";
  const choices = elderly ? elderlyUnions : otherInsurers;
  const { number: insurer = "", kind } = choices[random(choices.length)] ?? {};
  const dependent = !elderly && (band === "preschool" || random(3) === 0);
  const qualified = elderly ? birth.elderlyFrom : dayBefore(random(3000)).iso;
  const qualifiedOn = qualified < birth.iso ? birth.iso : qualified;
  const year = benefitYear(today);
  const serial = String(number % 10_000_000).padStart(7, "0");
  // 無効, about one in fifty.
  const lost = !elderly && random(50) === 0;
  return {
    id: stableId(`insured-coverage:${number}`),
    personId: person.id,
    classification: (kind && classifications[kind]) ?? "01",
    insurerNumber: insurer,
    symbol: elderly ? null : symbolOf(insurer, random),
    number: elderly ? serial + checkDigit(serial) : String(number + 1),
    branch: elderly ? null : dependent ? `0${1 + random(4)}` : "00",
    relationship: dependent ? "dependent" : "insured",
    insuredName: dependent ? null : person.name,
    qualifiedOn,
    disqualifiedOn: lost ? today.toString() : null,
    lossReason: lost ? "99" : null,
    validFrom: qualifiedOn,
    validTo: elderly ? year.validTo : null,
    copayTenths: copays[band],
    preschool: band === "preschool",
    elderlyCertificate: band === "from-70" ? { copayTenths: 2, ...year } : null,
    limitCertificate:
      random(40) === 0
        ? { classification: "01", category: elderly ? "一般Ⅰ" : "ウ", ...year }
        : null,
    specificDiseases: [],
  };
}

const elderlyUnions = demoInsurers.filter(({ kind }) => kind === "elderly-75");
const otherInsurers = demoInsurers.filter(({ kind }) => kind !== "elderly-75");

/** 被保険者証区分 where it is not 一般. */
const classifications: Partial<Record<InsurerKind, "02" | "06" | "07">> = {
  "retirees-of-national-health-insurance": "02",
  "retirees-of-society": "06",
  "retirees-of-mutual-aid": "06",
  "self-defence-forces": "07",
};

const copays = { preschool: 2, standard: 3, "from-70": 2, "from-75": 1 } as const;

function symbolOf(insurer: string, random: Random): string {
  if (insurer.length === 6) return "国";
  return insurer.startsWith("01")
    ? String(10_000_000 + random(90_000_000))
    : String(1 + random(999));
}

function pair(list: readonly string[], random: Random): readonly [string, string] {
  const index = random(list.length / 2) * 2;
  return [list[index] ?? "", list[index + 1] ?? ""];
}

/** Mulberry32 (Tommy Ettinger, public domain algorithm): small, fast, and the same sequence for the same seed. */
function randomFrom(seed: number): Random {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
