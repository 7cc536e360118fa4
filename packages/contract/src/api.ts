/** The four calls of a reception terminal. Each schema is the edge on both sides and the source of the OpenAPI text. */
import { z } from "zod";
import { answerSchema } from "./answer.ts";
import { bytesSchema } from "./bytes.ts";

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

export const challengeRequestSchema = z.strictObject({ purpose: z.enum(["pinCheck"]) });
export type ChallengeRequest = z.infer<typeof challengeRequestSchema>;

export const challengeSchema = z.object({
  challengeId: z.uuid(),
  /** The bytes whose SHA-256 the card signs: see `encodeContext`. */
  context: bytesSchema(1024),
  expiresAt: z.iso.datetime(),
});
export type Challenge = z.infer<typeof challengeSchema>;

export const checkRequestSchema = z.strictObject({
  challengeId: z.uuid(),
  /** 利用者証明用電子証明書, DER. */
  certificate: bytesSchema(4096),
  /** PKCS #1 v1.5 over the DigestInfo of SHA-256(context). */
  signature: bytesSchema(512),
});
export type CheckRequest = z.infer<typeof checkRequestSchema>;

/**
 * `signed: false` marks the one call a terminal makes before it is known; it proves possession of the new key
 * by signing with it all the same.
 */
export const endpoints = {
  activate: {
    method: "POST",
    path: "/api/v1/terminals",
    request: activationRequestSchema,
    response: terminalSchema,
  },
  self: { method: "GET", path: "/api/v1/terminals/self", request: null, response: terminalSchema },
  challenge: {
    method: "POST",
    path: "/api/v1/challenges",
    request: challengeRequestSchema,
    response: challengeSchema,
  },
  check: {
    method: "POST",
    path: "/api/v1/checks",
    request: checkRequestSchema,
    response: answerSchema,
  },
} as const;
