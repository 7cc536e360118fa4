/** What the staff's window and the patient's say to each other. Neither believes the other unseen. */
import { consentChoicesSchema, consentScopes } from "@madoguchi/contract";
import { z } from "zod";
import { isPatientLanguage } from "../patient/languages.ts";
import type { PatientLanguage } from "../patient/languages.ts";
import { shownSituations } from "./shown-situations.ts";

/** Window to window, and only to open the port. */
export const READY = "madoguchi-patient-ready";
export const PORT = "madoguchi-patient-port";

/** The patient's window asks so often whether the staff's is there, and each believes the other gone after so long. */
export const PING_MS = 1000;
export const SILENT_MS = 5000;

const language = z
  .custom<PatientLanguage>((value) => typeof value === "string" && isPatientLanguage(value))
  .nullable();
/** Which question an answer belongs to: one that comes late is for nobody. */
const turn = z.int().positive();

const viewSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("told"), situation: z.enum(shownSituations) }),
  z.strictObject({
    kind: z.literal("pin"),
    turn,
    triesLeft: z.int().nullable(),
    wrong: z.boolean(),
    firstUse: z.boolean(),
    /** How many digits stand in the staff's window, the only place where they stand. */
    length: z.int().min(0).max(4),
    tooShort: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal("consent"),
    turn,
    facilityName: z.string(),
    given: z.array(z.enum(consentScopes)),
  }),
]);
export type PatientView = z.infer<typeof viewSchema>;

const shownSchema = z.strictObject({ view: viewSchema, language, isLarge: z.boolean() });
export type Shown = z.infer<typeof shownSchema>;

export const toPatientSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("show"), shown: shownSchema }),
  z.strictObject({ type: z.literal("pong") }),
]);
export type ToPatient = z.infer<typeof toPatientSchema>;

export const pinKeys = ["back", "clear", "confirm", "give-up", "no-pin"] as const;
export type PinKey = (typeof pinKeys)[number];

export const fromPatientSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ping") }),
  z.strictObject({ type: z.literal("language"), language }),
  /** One digit in a byte that the sender gave away and the receiver wipes. */
  z.strictObject({
    type: z.literal("digit"),
    turn,
    digit: z.instanceof(Uint8Array).refine(({ length }) => length === 1),
  }),
  z.strictObject({ type: z.literal("key"), turn, key: z.enum(pinKeys) }),
  z.strictObject({ type: z.literal("consents"), turn, choices: consentChoicesSchema }),
]);
export type FromPatient = z.infer<typeof fromPatientSchema>;
