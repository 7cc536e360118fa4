/** The calls of insurers' systems: a file sent, how far it is, what became of it. `docs/feeds.md` is the text for people. */
import { z } from "zod";

export const feedModes = ["full", "diff"] as const;

export const feedStates = [
  "waiting",
  "running",
  "accepted",
  "already",
  "refused",
  "unconfirmed",
  "declined",
  "expired",
  "failed",
] as const;

/** The query of a sending. */
export const feedOrderSchema = z.strictObject({
  mode: z.enum(feedModes),
  dryRun: z.enum(["true", "false"]).default("false"),
  /** How the insurer calls the file; shown to officials. */
  name: z
    .string()
    .trim()
    .min(1)
    .max(120)
    .regex(/^[^\p{Cc}\p{Bidi_Control}]*$/u)
    .default("API"),
});

export const idempotencyKeySchema = z.string().regex(/^[\x21-\x7e]{1,200}$/);

const count = z.int().min(0);

export const feedCountsSchema = z.object({
  lines: count,
  peopleAdded: count,
  peopleChanged: count,
  peopleSuspended: count,
  peopleResumed: count,
  coveragesAdded: count,
  coveragesChanged: count,
  coveragesEnded: count,
  coveragesUnchanged: count,
  linesHeld: count,
  coveragesBefore: count,
});

export const feedSchema = z.object({
  feedId: z.uuid(),
  insurerNumber: z.string(),
  mode: z.enum(feedModes),
  dryRun: z.boolean(),
  receivedAt: z.iso.datetime(),
  state: z.enum(feedStates),
  /** Why it was refused, and what to do. */
  reason: z.string().nullable(),
  progress: z.object({
    step: z.enum(["reading", "comparing", "writing"]).nullable(),
    bytes: count,
    totalBytes: count,
    lines: count,
  }),
  counts: feedCountsSchema.nullable(),
  problemCount: count,
  /** Where to look again, and where the list of problems is. */
  statusUrl: z.string(),
  problemsUrl: z.string(),
});
export type FeedStatus = z.infer<typeof feedSchema>;

/** Signed by nothing but the key: `Authorization: Bearer …`, over https. */
export const feedEndpoints = {
  send: { method: "POST", path: "/api/v1/feeds", query: feedOrderSchema, response: feedSchema },
  status: { method: "GET", path: "/api/v1/feeds/:id", response: feedSchema },
  problems: { method: "GET", path: "/api/v1/feeds/:id/problems" },
} as const;
