/**
 * 再照会: a patient who was checked by card at this facility is asked for again without it, with a reason, within the same
 * calendar month (Asia/Tokyo). Nothing is signed for it but the terminal's own request.
 */
import { z } from "zod";
import { outcomes } from "./outcomes.ts";
import { checkPurposes } from "./context.ts";
import { operated, operatorSchema } from "./operator.ts";

export const recheckReasons = [
  "same-month-visit",
  "after-payment",
  "coverage-change",
  "claim-preparation",
  "other",
] as const;
export type RecheckReason = (typeof recheckReasons)[number];

const NOTE_LENGTH = 100;

export const recheckRequestSchema = z
  .strictObject({
    /** Of the earlier check, by card. */
    checkId: z.uuid(),
    reason: z.enum(recheckReasons),
    /** In the counter's own words; needed for `other`. */
    note: z.string().trim().max(NOTE_LENGTH).optional(),
    ...operated,
  })
  .refine(({ reason, note }) => reason !== "other" || (note ?? "") !== "", {
    path: ["note"],
    message: "「その他」の理由を入力してください。",
  });
export type RecheckRequest = z.infer<typeof recheckRequestSchema>;

/** Marks an answer that no card was there for. */
export const recheckMarkSchema = z.object({
  earlierCheckId: z.uuid(),
  earlierCheckedAt: z.iso.datetime(),
  reason: z.enum(recheckReasons),
});

/** Each narrows the list; without any it holds the latest. In the body: a name never stands in an address. */
export const recentChecksRequestSchema = z.strictObject({
  /** The beginning of フリガナ, in any width, hiragana too. */
  kana: z.string().trim().max(40).optional(),
  birthDate: z.iso.date().optional(),
});
export type RecentChecksRequest = z.infer<typeof recentChecksRequestSchema>;

/** `card`: with the card, and may be asked for again. `recheck`: was itself without it. */
export const checkWays = ["card", "recheck"] as const;

export const recentCheckSchema = z.object({
  checkId: z.uuid(),
  checkedAt: z.iso.datetime(),
  way: z.enum(checkWays),
  /** How it was established who the person is. */
  purpose: z.enum(checkPurposes),
  outcome: z.enum(outcomes),
  /** As it is registered now. */
  name: z.string(),
  kana: z.string(),
  birthDate: z.iso.date(),
  /** Who was at the counter; left out where the facility does not say it. */
  operator: operatorSchema.optional(),
});
export type RecentCheck = z.infer<typeof recentCheckSchema>;

export const recentChecksSchema = z.object({
  /** The newest first. */
  checks: z.array(recentCheckSchema),
  /** There are more than are listed. */
  more: z.boolean(),
});
export type RecentChecks = z.infer<typeof recentChecksSchema>;
