/** The calls of a reception terminal. Each schema is the edge on both sides. */
import { z } from "zod";
import { answerSchema, coverageSchema } from "./answer.ts";
import { bytesSchema, exactBytesSchema } from "./bytes.ts";
import { consentChoicesSchema, consentsSchema } from "./consent.ts";
import { challengePurposes } from "./context.ts";
import { offlineChecksSchema, trustAnchorsSchema } from "./offline.ts";
import { operated } from "./operator.ts";
import { practiceSchema, practisedSchema } from "./practice.ts";
import { updateNoticeSchema } from "./release.ts";
import { recentChecksSchema } from "./recheck.ts";

// What is not base64url would be skipped by some readers of keys and not by others.
const coordinateSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** The public half of the terminal's key. The private half never leaves the terminal. */
export const terminalKeySchema = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: coordinateSchema,
  y: coordinateSchema,
});
export type TerminalKey = z.infer<typeof terminalKeySchema>;

export const terminalKinds = ["windows", "android", "ios", "other"] as const;

/** ユーザー設定情報: the four values that make a device the facility's own. */
export const setupInfoSchema = z.object({
  facilityCode: z.string().min(7).max(20),
  userId: z.string().regex(/^W\d{7}$/),
  password: z.string().min(8).max(64),
  activationCode: z.string().min(8).max(64),
});
export type SetupInfo = z.infer<typeof setupInfoSchema>;

/** How the part of an address begins that brings set-up information. */
export const SETUP_FRAGMENT = "#setup=";

export const selfTestVerdicts = ["usable", "usable-with-care", "unusable", "undecided"] as const;

const appVersionSchema = z.string().regex(/^[0-9A-Za-z.+-]{1,20}$/);

/**
 * What runs on the device, and what its self-test found: for the portal's list. It proves nothing, and every part
 * may be missing, as devices of before send none of it.
 */
export const deviceReportSchema = z.object({
  appVersion: appVersionSchema.optional(),
  /** Operating system and browser, for people: 「Windows 10/11、Edge 141」. */
  platform: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .regex(/^[^\p{Cc}\p{Bidi_Control}]*$/u)
    .optional(),
  selfTest: z.object({ verdict: z.enum(selfTestVerdicts), at: z.iso.datetime() }).optional(),
});
export type DeviceReport = z.infer<typeof deviceReportSchema>;

export const activationRequestSchema = setupInfoSchema.extend({
  key: terminalKeySchema,
  // No line breaks, and nothing that turns the direction of writing: the portal shows the name beside others.
  terminalName: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .regex(/^[^\p{Cc}\p{Bidi_Control}]*$/u),
  terminalKind: z.enum(terminalKinds),
  device: deviceReportSchema.optional(),
});
export type ActivationRequest = z.infer<typeof activationRequestSchema>;

export const terminalSchema = z.object({
  terminalId: z.uuid(),
  terminalName: z.string(),
  facilityCode: z.string(),
  facilityName: z.string(),
  userId: z.string(),
  goLiveOn: z.iso.date().nullable(),
});
export type Terminal = z.infer<typeof terminalSchema>;

export const reportedSchema = terminalSchema.extend({
  /** Left out while the version that was reported will do. */
  update: updateNoticeSchema.optional(),
});
export type Reported = z.infer<typeof reportedSchema>;

export const challengeRequestSchema = z.strictObject({
  purpose: z.enum(challengePurposes),
  /** Of the reception app that asks; other programs leave it out. */
  appVersion: appVersionSchema.optional(),
});
export type ChallengeRequest = z.infer<typeof challengeRequestSchema>;

/** A root of the 券面 hierarchy: an RSA-2048 key with exponent 65537. */
export const surfaceRootSchema = z.object({
  keyId: exactBytesSchema(16),
  modulus: exactBytesSchema(256),
});

export const challengeSchema = z.object({
  challengeId: z.uuid(),
  /** The bytes whose SHA-256 the card signs: see `encodeContext`. */
  context: bytesSchema(1024),
  expiresAt: z.iso.datetime(),
  /** Present for 目視: whom the center trusts to sign what is printed on cards, so that a terminal shows no other photo. */
  surfaceRoots: z.array(surfaceRootSchema).optional(),
});
export type Challenge = z.infer<typeof challengeSchema>;

export const checkRequestSchema = z.strictObject({
  challengeId: z.uuid(),
  /** 利用者証明用電子証明書, DER. */
  certificate: bytesSchema(4096),
  /** PKCS #1 v1.5 over the DigestInfo of SHA-256(context). */
  signature: bytesSchema(512),
  /** Where the patient was asked before the card was read. */
  consents: consentChoicesSchema.optional(),
  ...operated,
});
export type CheckRequest = z.infer<typeof checkRequestSchema>;

/** What the person at the counter compared with the patient: the chip's photo, or the printed one where no picture could be made of it. */
export const comparedPhotos = ["chip", "printed"] as const;
export type ComparedPhoto = (typeof comparedPhotos)[number];

/**
 * 目視. The photo itself stays at the terminal: of it, and of the pictures of name and address, only hashes are sent,
 * which is all that the signature over the record needs.
 */
export const visualCheckRequestSchema = z.strictObject({
  challengeId: z.uuid(),
  /** 利用者証明用電子証明書, DER. It is free to read, and proves nothing by itself. */
  certificate: bytesSchema(4096),
  face: z.strictObject({
    /** Card-verifiable certificate of whoever signed the record. */
    certificate: bytesSchema(1024),
    /** Birth date, sex and the card's own key (DF22 to DF24), as written. */
    person: bytesSchema(512),
    /** SHA-256 of the record's other two groups: name and address, photo. */
    pictureHashes: z.tuple([exactBytesSchema(32), exactBytesSchema(32)]),
    signature: exactBytesSchema(256),
  }),
  /** PKCS #1 v1.5 over the DigestInfo of SHA-256(context), by the card's own key. */
  presence: exactBytesSchema(256),
  /** What the person at the counter states, and when, by the terminal's clock. There is no request for a photo that did not match. */
  statement: z.strictObject({
    photoMatches: z.literal(true),
    compared: z.enum(comparedPhotos),
    at: z.iso.datetime(),
  }),
  consents: consentChoicesSchema.optional(),
  ...operated,
});
export type VisualCheckRequest = z.infer<typeof visualCheckRequestSchema>;

/** What the patient chose after the answer, for a check that this terminal made within {@link consentMinutes}. */
export const consentRequestSchema = z.strictObject({
  consents: consentChoicesSchema,
  ...operated,
});
export type ConsentRequest = z.infer<typeof consentRequestSchema>;
export const consentMinutes = 10;

/** What takes the place of the same members of the check's answer. */
export const consentAnswerSchema = z.object({
  coverages: z.array(coverageSchema),
  consents: consentsSchema,
});
export type ConsentAnswer = z.infer<typeof consentAnswerSchema>;

/**
 * `signed: false` marks the one call a terminal makes before it is known; it proves possession of the new key
 * by signing with it all the same.
 */
export const endpoints = {
  activate: {
    method: "POST",
    path: "/api/v1/terminals",
    response: terminalSchema,
  },
  self: { method: "GET", path: "/api/v1/terminals/self", response: terminalSchema },
  report: {
    method: "POST",
    path: "/api/v1/terminals/self",
    response: reportedSchema,
  },
  challenge: {
    method: "POST",
    path: "/api/v1/challenges",
    response: challengeSchema,
  },
  check: {
    method: "POST",
    path: "/api/v1/checks",
    response: answerSchema,
  },
  visualCheck: {
    method: "POST",
    path: "/api/v1/visual-checks",
    response: answerSchema,
  },
  firstUse: {
    method: "POST",
    path: "/api/v1/first-uses",
    response: answerSchema,
  },
  consents: {
    method: "POST",
    path: "/api/v1/checks/:checkId/consents",
    response: consentAnswerSchema,
  },
  offlineChecks: {
    method: "POST",
    path: "/api/v1/offline-checks",
    response: offlineChecksSchema,
  },
  trustAnchors: {
    method: "GET",
    path: "/api/v1/trust-anchors",
    response: trustAnchorsSchema,
  },
  recheck: {
    method: "POST",
    path: "/api/v1/rechecks",
    response: answerSchema,
  },
  recentChecks: {
    method: "POST",
    path: "/api/v1/recent-checks",
    response: recentChecksSchema,
  },
  practice: { method: "GET", path: "/api/v1/practice", response: practiceSchema },
  practised: { method: "POST", path: "/api/v1/practice", response: practisedSchema },
} as const;
