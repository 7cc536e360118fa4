/** One line of a feed: read, checked by itself, and put into the columns in which it is staged. */
import {
  classificationSchema,
  limitCertificateSchema,
  lossReasonSchema,
  specificDiseaseSchema,
} from "@madoguchi/contract";
import {
  dateMessage,
  foldCode,
  insuredNumberMessage,
  parseInsuredNumber,
  parsePostalCode,
} from "@madoguchi/notation";
import type { InsuredNumberProblem } from "@madoguchi/notation";
import type { ColumnPlaces, TableProblem } from "@madoguchi/platform";
import type { CoverageFacts, Insurer, PersonFacts } from "../rules/registry.ts";
import { placeOf } from "./columns.ts";
import type { FeedKey, FeedMode, FeedValues } from "./columns.ts";
import { copayTenths, dayReader, isReading, limitCategory } from "./values.ts";
import { feedProblem } from "./words.ts";
import type { FeedRule } from "./words.ts";

export type FeedLine = PersonFacts &
  Omit<CoverageFacts, "insurerNumber"> & {
    readonly line: number;
    /** 取消: it was never true. */
    readonly isRemoval: boolean;
    /** The insurer has made sure who it is. */
    readonly isConfirmed: boolean;
  };

export type LineReading =
  | { readonly ok: true; readonly line: FeedLine }
  | { readonly ok: false; readonly problems: readonly TableProblem[] };

type Context = {
  readonly mode: FeedMode;
  readonly insurer: Pick<Insurer, "number" | "kind">;
  readonly places: ColumnPlaces<FeedKey>;
  /** ISO 8601. */
  readonly today: string;
};

const sexes: Readonly<Record<string, PersonFacts["sex"]>> = { 1: "male", 2: "female", 3: "unset" };
const relationships: Readonly<Record<string, CoverageFacts["relationship"]>> = {
  1: "insured",
  2: "dependent",
  本人: "insured",
  家族: "dependent",
};
const elderlyKeys = ["elderlyCopay", "elderlyIssuedOn", "elderlyFrom", "elderlyTo"] as const;
const limitKeys = [
  "limit",
  "limitCategory",
  "limitIssuedOn",
  "limitFrom",
  "limitTo",
  "limitLongTermFrom",
] as const;
const diseaseKeys = { 1: keysOfDisease(1), 2: keysOfDisease(2), 3: keysOfDisease(3) };

function keysOfDisease(n: 1 | 2 | 3): readonly FeedKey[] {
  return [
    `disease${n}`,
    `disease${n}IssuedOn`,
    `disease${n}From`,
    `disease${n}To`,
    `disease${n}SelfPay`,
  ];
}

const lossReasons = new Set<string>(lossReasonSchema.options);

export function feedLineReader(
  context: Context,
): (line: number, values: FeedValues) => LineReading {
  const day = dayReader();
  return (line, values) => {
    const reader = new LineReader(line, values, context, day);
    const read = reader.read();
    return reader.problems.length === 0
      ? { ok: true, line: read }
      : { ok: false, problems: reader.problems };
  };
}

class LineReader {
  readonly problems: TableProblem[] = [];
  readonly #line: number;
  readonly #values: FeedValues;
  readonly #context: Context;
  readonly #day: ReturnType<typeof dayReader>;

  constructor(
    line: number,
    values: FeedValues,
    context: Context,
    day: ReturnType<typeof dayReader>,
  ) {
    this.#line = line;
    this.#values = values;
    this.#context = context;
    this.#day = day;
  }

  read(): FeedLine {
    const { insurer } = this.#context;
    const number = this.#values.insurerNumber;
    if (number !== insurer.number && foldCode(number) !== insurer.number) {
      this.#fail("insurerNumber", "other-insurer");
    }
    const person = this.#person();
    const coverage = this.#coverage();
    if (person.birthDate > this.#context.today) this.#fail("birthDate", "in-the-future");
    if (coverage.qualifiedOn < person.birthDate) this.#fail("qualifiedOn", "before-birth");
    return {
      line: this.#line,
      isRemoval: this.#isRemoval(),
      isConfirmed: this.#flag("confirmed"),
      ...person,
      ...coverage,
    };
  }

  #person(): PersonFacts {
    const kana = this.#required("kana");
    if (kana !== "" && !isReading(kana)) this.#fail("kana", "kana");
    return {
      name: this.#required("name"),
      nameOther: this.#text("nameOther"),
      kana,
      kanaOther: this.#text("kanaOther"),
      sex: this.#oneOf("sex", sexes) ?? "unset",
      birthDate: this.#requiredDay("birthDate"),
      postalCode: this.#postalCode(),
      address: this.#text("address"),
    };
  }

  #coverage(): Omit<CoverageFacts, "insurerNumber"> {
    const { symbol, number, branch } = this.#insuredNumber();
    const qualifiedOn = this.#requiredDay("qualifiedOn");
    const disqualifiedOn = this.#optionalDay("disqualifiedOn");
    const lossReason = this.#text("lossReason");
    const loss =
      lossReason === null ? null : lossReasonSchema.safeParse(lossReason.padStart(2, "0"));
    if (lossReason !== null && !lossReasons.has(lossReason.padStart(2, "0")))
      this.#fail("lossReason", "code");
    if (lossReason !== null && disqualifiedOn === null)
      this.#fail("lossReason", "reason-without-loss");
    if (disqualifiedOn !== null && disqualifiedOn < qualifiedOn) {
      this.#fail("disqualifiedOn", "ends-before-it-begins");
    }
    const copay = copayTenths(this.#required("copay"));
    if (copay === undefined && this.#values.copay.trim() !== "") this.#fail("copay", "code");
    return {
      classification: this.#classification(),
      symbol,
      number,
      branch,
      relationship: this.#oneOf("relationship", relationships) ?? "insured",
      insuredName: this.#text("insuredName"),
      qualifiedOn,
      disqualifiedOn,
      lossReason: loss?.data ?? null,
      issuedOn: this.#optionalDay("issuedOn"),
      ...this.#period("validFrom", "validTo"),
      copayTenths: copay ?? 0,
      preschool: this.#flag("preschool"),
      elderlyCertificate: this.#elderly(),
      limitCertificate: this.#limit(),
      specificDiseases: ([1, 2, 3] as const).flatMap((n) => this.#disease(n)),
    };
  }

  #isRemoval(): boolean {
    const text = this.#values.operation.trim();
    const isFull = this.#context.mode === "full";
    if (text === "1" || text === "登録" || (isFull && text === "")) return false;
    if (text !== "9" && text !== "取消") this.#fail("operation", text === "" ? "empty" : "code");
    else if (isFull) this.#fail("operation", "not-in-full");
    return true;
  }

  #insuredNumber(): Pick<CoverageFacts, "symbol" | "number" | "branch"> {
    const { symbol, number, branch } = this.#values;
    const parsed = parseInsuredNumber(this.#context.insurer, { symbol, number, branch });
    if (!parsed.ok) {
      this.problems.push({
        line: this.#line,
        column: placeOf(this.#context.places, columnOf(parsed.reason)),
        rule: parsed.reason,
        ...parted(insuredNumberMessage(parsed.reason)),
      });
      return { symbol: null, number: "", branch: null };
    }
    const { value } = parsed;
    return { symbol: value.symbol || null, number: value.number, branch: value.branch || null };
  }

  #classification(): CoverageFacts["classification"] {
    const text = this.#text("classification");
    if (text === null) return "01";
    const classification = classificationSchema.safeParse(text);
    if (!classification.success) this.#fail("classification", "code");
    return classification.data ?? "01";
  }

  #postalCode(): string | null {
    const text = this.#text("postalCode");
    if (text === null) return null;
    const parsed = parsePostalCode(text);
    if (!parsed.ok) this.#fail("postalCode", "code");
    return parsed.ok ? parsed.value : null;
  }

  #elderly(): CoverageFacts["elderlyCertificate"] {
    if (!this.#says(elderlyKeys)) return null;
    const copay = copayTenths(this.#values.elderlyCopay.trim());
    if (copay === undefined) this.#fail("elderlyCopay", "incomplete");
    return {
      copayTenths: copay ?? 0,
      ...this.#certificate("elderlyIssuedOn", "elderlyFrom", "elderlyTo"),
    };
  }

  #limit(): CoverageFacts["limitCertificate"] {
    if (!this.#says(limitKeys)) return null;
    const classification = limitCertificateSchema.shape.classification.safeParse(
      this.#values.limit.trim(),
    );
    if (!classification.success) this.#fail("limit", "incomplete");
    const category = limitCategory(this.#values.limitCategory.trim());
    if (category === undefined) this.#fail("limitCategory", "incomplete");
    const longTermFrom = this.#optionalDay("limitLongTermFrom");
    return {
      classification: classification.data ?? "01",
      category: category ?? "",
      ...this.#certificate("limitIssuedOn", "limitFrom", "limitTo"),
      ...(longTermFrom !== null && { longTermFrom }),
    };
  }

  #disease(n: 1 | 2 | 3): CoverageFacts["specificDiseases"] {
    if (!this.#says(diseaseKeys[n])) return [];
    const disease = specificDiseaseSchema.shape.disease.safeParse(
      this.#values[`disease${n}`].trim(),
    );
    if (!disease.success) this.#fail(`disease${n}`, "incomplete");
    const selfPay = this.#values[`disease${n}SelfPay`].trim();
    if (!/^\d{1,7}$/.test(selfPay)) this.#fail(`disease${n}SelfPay`, "incomplete");
    return [
      {
        disease: disease.data ?? "1",
        ...this.#certificate(`disease${n}IssuedOn`, `disease${n}From`, `disease${n}To`),
        selfPay: Number(selfPay),
      },
    ];
  }

  #certificate(issued: FeedKey, from: FeedKey, to: FeedKey) {
    const issuedOn = this.#optionalDay(issued);
    return { ...(issuedOn !== null && { issuedOn }), ...this.#period(from, to) };
  }

  #period(
    from: FeedKey,
    to: FeedKey,
  ): { readonly validFrom: string; readonly validTo: string | null } {
    const validFrom = this.#requiredDay(from);
    const validTo = this.#optionalDay(to);
    if (validTo !== null && validTo < validFrom) this.#fail(to, "ends-before-it-begins");
    return { validFrom, validTo };
  }

  /** Whether any of them has a value. */
  #says(keys: readonly FeedKey[]): boolean {
    return keys.some((key) => this.#values[key] !== "");
  }

  #text(key: FeedKey): string | null {
    const value = this.#values[key];
    return value === "" ? null : value.trim() || null;
  }

  #required(key: FeedKey): string {
    const text = this.#text(key);
    if (text === null) this.#fail(key, "empty");
    return text ?? "";
  }

  #flag(key: FeedKey): boolean {
    const text = this.#text(key);
    if (text !== null && text !== "1" && text !== "0") this.#fail(key, "code");
    return text === "1";
  }

  #oneOf<Value>(key: FeedKey, values: Readonly<Record<string, Value>>): Value | undefined {
    const text = this.#required(key);
    const value = Object.hasOwn(values, text) ? values[text] : undefined;
    if (text !== "" && value === undefined) this.#fail(key, "code");
    return value;
  }

  #optionalDay(key: FeedKey): string | null {
    return this.#values[key] === "" ? null : this.#requiredDay(key);
  }

  /** Empty where there is none: that sorts before every day, so that nothing else is wrong because of it. */
  #requiredDay(key: FeedKey): string {
    const day = this.#day(this.#values[key]);
    if ("iso" in day) return day.iso;
    this.problems.push({
      line: this.#line,
      column: placeOf(this.#context.places, key),
      rule: `date-${day.problem}`,
      ...parted(dateMessage(day.problem)),
    });
    return "";
  }

  #fail(key: FeedKey, rule: FeedRule): void {
    this.problems.push(feedProblem(rule, this.#line, placeOf(this.#context.places, key)));
  }
}

function columnOf(problem: InsuredNumberProblem): FeedKey {
  if (problem.startsWith("symbol")) return "symbol";
  return problem.startsWith("branch") ? "branch" : "number";
}

/** Notation says cause and mend in one text. */
function parted(text: string): { readonly message: string; readonly mend: string } {
  const end = text.indexOf("。") + 1;
  const mend = text.slice(end);
  return { message: text.slice(0, end), mend: mend === "" ? "値を直してください。" : mend };
}
