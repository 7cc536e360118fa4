/**
 * The form of the usage application: what is asked, of whom, and what an answer means.
 * A draft keeps the typed text, so it is read anew wherever its meaning is needed.
 */
import { TOKYO, formatDate, formatPhone } from "@madoguchi/notation";
import {
  choiceField,
  consentField,
  dateField,
  phoneField,
  readForm,
  textField,
} from "@madoguchi/platform";
import type { FormResult, FormValues } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { FacilityKind } from "../facilities/index.ts";

/** Stored with each application, so that an old one is read by the form it was typed into. */
export const FORM_VERSION = 1;
export const MAXIMUM_ACCOUNTS = 5;

/** Why the facility uses the limited type (厚生労働省の案内による対象の区分). */
export const eligibilityNames = {
  paperClaims: "紙レセプトで請求している",
  grace2: "猶予届の類型2（ネットワーク環境の整備が間に合わない）を提出している",
  grace4: "猶予届の類型4（改装工事中、臨時の施設）を提出している",
  grace6: "猶予届の類型6（その他、特に困難な事情）を提出している",
  checkup: "特定健診・特定保健指導などを実施している",
  midwifery: "出産育児一時金の直接支払制度を利用している",
  treatment: "受領委任の取扱いをしている",
} as const;
export type Eligibility = keyof typeof eligibilityNames;

const claims = ["paperClaims", "grace2", "grace4", "grace6"] as const;

const eligibilitiesOf = {
  medical: [...claims, "checkup"],
  dental: claims,
  pharmacy: claims,
  treatment: ["treatment"],
  checkup: ["checkup"],
  midwifery: ["midwifery"],
} as const satisfies Record<FacilityKind, readonly Eligibility[]>;

/** The reasons that a facility of this kind can have. */
export function eligibilitiesFor(kind: FacilityKind): readonly Eligibility[] {
  return eligibilitiesOf[kind];
}

export const deviceNames = {
  pc: "パソコン（Windows）と有線の汎用カードリーダー",
  smartphone: "スマートフォン",
  tablet: "タブレットとBluetoothの汎用カードリーダー",
} as const;
export type Device = keyof typeof deviceNames;

export const fieldLabels = {
  eligibility: "資格確認限定型を使う理由",
  devices: "カードを読み取る機器",
  accountCount: "アプリアカウントの数",
  plannedStartOn: "運用を始める予定の日",
  contactName: "担当者の氏名",
  contactPhone: "担当者の電話番号",
} as const;
export type FieldName = keyof typeof fieldLabels;

/**
 * What an official may correct: how the applicant is reached, and what was miscounted. Why they apply, with what they read
 * cards and what they confirmed are their own declarations, which only they can change.
 */
export const correctableFields = [
  "accountCount",
  "plannedStartOn",
  "contactName",
  "contactPhone",
] as const satisfies readonly FieldName[];

export type ApplicationContent = {
  readonly eligibility: Eligibility;
  readonly devices: readonly Device[];
  readonly accountCount: number;
  readonly plannedStartOn: Temporal.PlainDate;
  readonly contactName: string;
  readonly contactPhone: string;
};

const CORRECTION_REASON_MISSING = "理由を入力してください。施設にそのまま伝わります。";

const devicesMessage = "カードを読み取る機器を1つ以上選んでください。";

const devicesField = z.string({ error: devicesMessage }).transform((text, context) => {
  const devices = text.split("\n").filter(isDevice);
  if (devices.length === 0) {
    context.addIssue({ code: "custom", message: devicesMessage });
  }

  return devices;
});

function isDevice(text: string): text is Device {
  return Object.hasOwn(deviceNames, text);
}

const accountCountField = z
  .string({ error: "アプリアカウントの数を選んでください。" })
  .refine(
    (text) => new RegExp(`^[1-${MAXIMUM_ACCOUNTS}]$`).test(text),
    "アプリアカウントの数を選んでください。",
  )
  .transform(Number);

/** @param kind decides which reasons there are; an empty `today` leaves the date as it once was right */
function applicationSchema(kind: FacilityKind, today: Temporal.PlainDate | null) {
  const [first = "paperClaims", ...others] = eligibilitiesFor(kind);

  return z.object({
    eligibility: choiceField<readonly [Eligibility, ...Eligibility[]]>(fieldLabels.eligibility, [
      first,
      ...others,
    ]),
    devices: devicesField,
    accountCount: accountCountField,
    plannedStartOn: dateField(fieldLabels.plannedStartOn).superRefine((date, context) => {
      const message = today && startMessage(date, today);
      if (message) {
        context.addIssue({ code: "custom", message });
      }
    }),
    contactName: textField(fieldLabels.contactName, 60),
    contactPhone: phoneField,
    confirmPurpose: consentField("資格の確認だけに使うことを確かめて、チェックを入れてください。"),
    confirmTruth: consentField("入力した内容を確かめて、チェックを入れてください。"),
  });
}

function startMessage(date: Temporal.PlainDate, today: Temporal.PlainDate): string | null {
  if (Temporal.PlainDate.compare(date, today) < 0) {
    return `予定の日が過ぎています。今日（${formatDate(today)}）より後の日を入力してください。`;
  }

  return Temporal.PlainDate.compare(date, today.add({ years: 1 })) > 0
    ? "予定の日が1年より先です。1年以内の日を入力してください。"
    : null;
}

/** For the applicant: also whether the planned day is still to come. */
export function readApplication(
  kind: FacilityKind,
  values: FormValues,
  now: Temporal.Instant,
): FormResult<ApplicationContent> {
  const today = now.toZonedDateTimeISO(TOKYO).toPlainDate();

  return readForm(applicationSchema(kind, today), values);
}

/** What was handed in, judged only by its form; null when it cannot be read. */
export function contentOf(kind: FacilityKind, values: FormValues): ApplicationContent | null {
  const form = readForm(applicationSchema(kind, null), values);

  return form.ok ? form.value : null;
}

const correctionSchema = z.object({
  accountCount: accountCountField,
  plannedStartOn: dateField(fieldLabels.plannedStartOn),
  contactName: textField(fieldLabels.contactName, 60),
  contactPhone: phoneField,
  reason: z
    .string({ error: CORRECTION_REASON_MISSING })
    .transform((text) => text.normalize("NFC").replaceAll(/\s+/g, " ").trim())
    .refine((text) => text !== "", CORRECTION_REASON_MISSING)
    .refine((text) => [...text].length <= 200, "理由は200文字までで入力してください。"),
});

/** Read only to see whether it is right: the form keeps what was typed. */
export function readFieldCorrection(
  values: FormValues,
): FormResult<z.infer<typeof correctionSchema>> {
  return readForm(correctionSchema, values);
}

const plannedStartSchema = z.object({ plannedStartOn: dateField(fieldLabels.plannedStartOn) });

/** Of a draft, too, whatever else is still missing. */
export function plannedStartOf(values: FormValues): Temporal.PlainDate | null {
  const form = readForm(plannedStartSchema, values);

  return form.ok ? form.value.plannedStartOn : null;
}

const typedFields = [
  "eligibility",
  "devices",
  "accountCount",
  "plannedStartOn.year",
  "plannedStartOn.month",
  "plannedStartOn.day",
  "contactName",
  "contactPhone",
  "confirmPurpose",
  "confirmTruth",
] as const;

/** Only the fields of this form, of a bearable length: whatever else is posted is not kept. */
export function typedValues(values: FormValues): FormValues {
  return Object.fromEntries(
    typedFields.flatMap((name) => {
      const text = values[name];

      return text === undefined ? [] : [[name, [...text].slice(0, 200).join("")]];
    }),
  );
}

/** One answer as people read it. */
export function answerText(content: ApplicationContent, name: FieldName): string {
  switch (name) {
    case "eligibility":
      return eligibilityNames[content.eligibility];
    case "devices":
      return content.devices.map((device) => deviceNames[device]).join("、");
    case "accountCount":
      return `${content.accountCount}件`;
    case "plannedStartOn":
      return formatDate(content.plannedStartOn);
    case "contactName":
      return content.contactName;
    case "contactPhone":
      return formatPhone(content.contactPhone);
  }
}

export const fieldNames: readonly FieldName[] = [
  "eligibility",
  "devices",
  "accountCount",
  "plannedStartOn",
  "contactName",
  "contactPhone",
];
