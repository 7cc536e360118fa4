/** The answer to a check: what reception shows, prints and hands to the billing computer. */
import { z } from "zod";
import { consentsSchema } from "./consent.ts";
import { checkPurposes } from "./context.ts";
import { membershipSchema } from "./membership.ts";
import { operatorSchema } from "./operator.ts";
import { outcomes } from "./outcomes.ts";
import { owners } from "./problem.ts";
import { recheckMarkSchema } from "./recheck.ts";

const date = z.iso.date();

/** 一部負担金割合 in tenths: 1割, 2割, 3割; 0 where the patient pays nothing. */
export const copayTenthsSchema = z.int().min(0).max(3);

/** 交付年月日 of a certificate, where the insurer says it. */
const issuedOn = date.nullable().optional();

export const limitCertificateSchema = z.object({
  /** 01 限度額, 02 限度額・標準負担額減額, 03 標準負担額減額 */
  classification: z.enum(["01", "02", "03"]),
  /** 適用区分 as people say it: 「ウ」「現役並みⅡ」「低所得Ⅰ」 */
  category: z.string(),
  issuedOn,
  validFrom: date,
  validTo: date.nullable(),
  /** 長期入院該当年月日 */
  longTermFrom: date.nullable().optional(),
});

export const specificDiseaseSchema = z.object({
  /** 1 人工透析, 2 血友病, 3 HIV */
  disease: z.enum(["1", "2", "3"]),
  issuedOn,
  validFrom: date,
  validTo: date.nullable(),
  /** 自己負担限度額, yen */
  selfPay: z.int(),
});

export const elderlyCertificateSchema = z.object({
  copayTenths: copayTenthsSchema,
  issuedOn,
  validFrom: date,
  validTo: date.nullable(),
});

/** 被保険者証区分: 01 一般, 02 退職, 03 短期（一般）, 04 短期（退職）, 05 資格証明書, 06 特例退職, 07 自衛官診療証 */
export const classificationSchema = z.enum(["01", "02", "03", "04", "05", "06", "07"]);

/** 喪失事由: 01 死亡, 02 生活保護受給開始, 03 医療保険等の資格取得, 99 その他 */
export const lossReasonSchema = z.enum(["01", "02", "03", "99"]);

/** One coverage, in the order of the eligibility answer's items (OQSsiquc01res). `null` means 記載なし. */
export const coverageSchema = z.object({
  /** A center from before the registry kept them leaves this and the two other optional members out. */
  classification: classificationSchema.optional(),
  insurerNumber: z.string(),
  insurerName: z.string(),
  /** Whom to call about it: digits only, and when somebody answers. */
  insurerContact: z
    .object({ telephone: z.string(), hours: z.string().nullable() })
    .nullable()
    .optional(),
  symbol: z.string().nullable(),
  number: z.string(),
  branch: z.string().nullable(),
  relationship: z.enum(["insured", "dependent"]),
  insuredName: z.string().nullable(),
  qualifiedOn: date,
  disqualifiedOn: date.nullable(),
  lossReason: lossReasonSchema.nullable(),
  /** 証交付年月日 */
  issuedOn,
  validFrom: date,
  validTo: date.nullable(),
  copayTenths: copayTenthsSchema,
  preschool: z.boolean(),
  elderlyCertificate: elderlyCertificateSchema.nullable(),
  /** This and the next only with the patient's consent: see `consents`. */
  limitCertificate: limitCertificateSchema.nullable(),
  specificDiseases: z.array(specificDiseaseSchema),
});
export type CoverageAnswer = z.infer<typeof coverageSchema>;

export const personSchema = z.object({
  /** As the insurer holds it: may contain ●. */
  name: z.string(),
  kana: z.string(),
  sex: z.enum(["male", "female", "unset"]),
  birthDate: date,
  address: z.string().nullable(),
  /** 氏名（その他）, フリガナ（その他）, 郵便番号. A center from before it told them leaves them out. */
  nameOther: z.string().nullable().optional(),
  kanaOther: z.string().nullable().optional(),
  postalCode: z.string().nullable().optional(),
});
export type PersonAnswer = z.infer<typeof personSchema>;

/** Why the answer is not simply 有効 and how the counter goes on from here. */
export const guidanceSchema = z.object({
  /** The row of the center's table, which is also its place in the help article: see `helpPath`. */
  code: z.string().optional(),
  cause: z.string(),
  owner: z.enum(owners),
  /** What to say to the patient, word for word. */
  patientWords: z.string(),
  nextSteps: z.array(z.string()).min(1),
  /** What to charge meanwhile. */
  charge: z.string(),
});
export type Guidance = z.infer<typeof guidanceSchema>;

/** Something to know although the answer stands, in the order in which it is told. There may be several of a kind. */
export const remarkKinds = [
  "certificate-expiring",
  "certificate-expired-grace",
  /** A ● stands where the insurer's system has no character. */
  "unmappable-name",
  /** A claim does not take a character of a name, an address or a symbol as it stands. */
  "billing-characters",
  "coverage-ending",
  /** 限度額適用認定証 or 高齢受給者証. */
  "certificate-ending",
  "elderly-certificate-missing",
  /** A claim would be returned for the symbol, number or branch. */
  "odd-number",
] as const;

export const remarkSchema = z.object({ kind: z.enum(remarkKinds), text: z.string() });
export type Remark = z.infer<typeof remarkSchema>;

export const answerSchema = z.object({
  checkId: z.uuid(),
  checkedAt: z.iso.datetime(),
  /** How it was established who the person is. */
  purpose: z.enum(checkPurposes),
  /** The day the answer speaks of, Asia/Tokyo. */
  asOf: date,
  outcome: z.enum(outcomes),
  person: personSchema.nullable(),
  /**
   * One for 有効; the latest ended one for 無効; all candidates for 複数該当; for 無効（新しい資格あり） the latest ended one,
   * if any, and then those that begin later. Certificates are there only where they hold on the day.
   */
  coverages: z.array(coverageSchema),
  guidance: guidanceSchema.nullable(),
  remarks: z.array(remarkSchema),
  /**
   * Present where certificates could be told. A scope without consent holds nothing in `coverages`, which says nothing of
   * what is registered. A center from before consents leaves this out.
   */
  consents: consentsSchema.optional(),
  /** For whom it was asked: where several share a counter, it must not be mistaken. */
  facility: z.object({ code: z.string(), name: z.string() }).optional(),
  /** No card was there: 再照会. `purpose` is then that of the earlier check. */
  recheck: recheckMarkSchema.optional(),
  /** The counter could not reach the center. `checkedAt` is then by the terminal's clock, and the center heard of it later. */
  offline: z.object({ receivedAt: z.iso.datetime() }).optional(),
  /** Who was at the counter, as it was sent with the check. */
  operator: operatorSchema.optional(),
  /** One for each insurer of `coverages`; only where a health-check site asks. */
  memberships: z.array(membershipSchema).optional(),
});
export type Answer = z.infer<typeof answerSchema>;
