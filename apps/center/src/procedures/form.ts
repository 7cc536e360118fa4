/** What is typed for each kind of procedure, and what it means for this facility. */
import { formatPhone, formatPostalCode } from "@madoguchi/notation";
import { dateField, phoneField, postalCodeField, readForm, textField } from "@madoguchi/platform";
import type { FormResult, FormValues } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { changesOf, codeName, detailLabels } from "../facilities/index.ts";
import type { Facility, MasterRecord } from "../facilities/index.ts";
import { foldNewCode } from "./code.ts";
import type { ProcedureChange, ProcedureKind } from "./rules.ts";
import { dayLabels } from "./words.ts";

export type ProcedureContent = {
  readonly effectiveOn: Temporal.PlainDate;
  readonly change: ProcedureChange;
};

const NOTHING_CHANGES = "変わるところがありません。変わる項目を書き換えてください。";

export function readProcedureForm(
  kind: ProcedureKind,
  facility: Facility,
  body: unknown,
): FormResult<ProcedureContent> {
  const day = { effectiveOn: dateField(dayLabels[kind]) };
  switch (kind) {
    case "suspend":
    case "resume":
    case "close":
      return readForm(
        z.object(day).transform(({ effectiveOn }) => ({ effectiveOn, change: {} })),
        body,
      );
    case "founder":
      return readForm(
        z
          .object({ founder: textField("新しい開設者の氏名", 60), ...day })
          .refine(({ founder }) => founder !== facility.founder, {
            path: ["founder"],
            message: "いまの開設者と同じです。新しい開設者を入力してください。",
          })
          .transform(({ effectiveOn, founder }) => ({ effectiveOn, change: { founder } })),
        body,
      );
    case "code":
      return readForm(
        z
          .object({ code: textField(`新しい${codeName(facility.kind)}`, 40), ...day })
          .transform(({ effectiveOn, code }) => ({
            effectiveOn,
            change: { code: foldNewCode(facility, code) },
          })),
        body,
      );
    case "details":
      return readForm(detailsSchema(facility, day), body);
  }
}

function detailsSchema(facility: Facility, day: { effectiveOn: ReturnType<typeof dateField> }) {
  return z
    .object({
      name: textField(detailLabels.name, 100),
      postalCode: postalCodeField,
      address: textField(detailLabels.address, 200),
      phone: phoneField,
      ...day,
    })
    .transform(({ effectiveOn, ...details }) => ({
      effectiveOn,
      change: Object.fromEntries(
        changesOf(facility, { ...details, founder: facility.founder }).map(({ field, after }) => [
          field,
          after,
        ]),
      ) satisfies ProcedureChange,
    }))
    .refine(({ change }) => Object.keys(change).length > 0, {
      path: ["name"],
      message: NOTHING_CHANGES,
    });
}

/** The fields before anything is typed: what is registered now, or what was handed in and returned. */
export function knownValues(
  kind: ProcedureKind,
  facility: Facility,
  returned: ProcedureContent | null,
): FormValues {
  const change = returned?.change ?? {};
  const { effectiveOn } = returned ?? {};

  return {
    ...(effectiveOn && {
      "effectiveOn.year": String(effectiveOn.year),
      "effectiveOn.month": String(effectiveOn.month),
      "effectiveOn.day": String(effectiveOn.day),
    }),
    ...(kind === "details" && {
      name: change.name ?? facility.name,
      postalCode: formatPostalCode(change.postalCode ?? facility.postalCode),
      address: change.address ?? facility.address,
      phone: formatPhone(change.phone ?? facility.phone),
    }),
    ...(kind === "founder" && { founder: change.founder ?? "" }),
    ...(kind === "code" && { code: change.code ?? "" }),
  };
}

const typed = [
  "effectiveOn.year",
  "effectiveOn.month",
  "effectiveOn.day",
  "name",
  "postalCode",
  "address",
  "phone",
  "founder",
  "code",
  "again",
  "version",
] as const;

/** The form with what the official list says, where it says anything. */
export function listedValues(facility: Facility, master: MasterRecord): FormValues {
  return knownValues(
    "details",
    {
      ...facility,
      name: master.name,
      postalCode: master.postalCode ?? facility.postalCode,
      address: master.address ?? facility.address,
      phone: master.phone ?? facility.phone,
    },
    null,
  );
}

/** What a page hands on to the next, unseen: only the fields of these forms, of a bearable length. */
export function typedValues(values: FormValues): Record<string, string> {
  return Object.fromEntries(
    typed.flatMap((name) => {
      const text = values[name];

      return text === undefined ? [] : [[name, [...text].slice(0, 400).join("")]];
    }),
  );
}
