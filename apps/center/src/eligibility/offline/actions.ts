/** Checks made without the center: verified as of their moment, on record once, and answered as often as they are sent. */
import { createHash } from "node:crypto";
import { offlineResultSchema, problem } from "@madoguchi/contract";
import type {
  OfflineEntry,
  OfflineChecksRequest,
  OfflineResult,
  Outcome,
  ProblemSlug,
} from "@madoguchi/contract";
import { fingerprintOf } from "@madoguchi/trust";
import type { Temporal } from "temporal-polyfill";
import type { Center } from "../../center.ts";
import { findHolder, whyUnlinked } from "../../coverage/index.ts";
import { atTerminal } from "../../terminals/index.ts";
import type { TerminalActor } from "../../terminals/index.ts";
import type { CardTrust } from "../actions/check.ts";
import { find } from "../answer.ts";
import { answerFor } from "../membership/actions.ts";
import { prove } from "../proof.ts";
import type { Refusal } from "../proof.ts";
import type { CheckRecord } from "../store/checks.ts";
import { readTrustRevision } from "../store/roots.ts";
import type { Trust } from "../trust.ts";
import { recordOffline } from "./record.ts";
import { readOffline } from "./rules.ts";
import { findOfflineCheck } from "./store.ts";
import type { KnownOffline } from "./store.ts";

type Sent = {
  readonly entryId: string;
  readonly context: Uint8Array;
  readonly certificate: Uint8Array;
  readonly signature: Uint8Array;
  readonly digest: Uint8Array;
};

type Receiving = {
  readonly center: Center;
  readonly actor: TerminalActor;
  readonly sent: Sent;
  readonly now: Temporal.Instant;
};

type Ending = { readonly checkedAt: Temporal.Instant | null; readonly result: OfflineResult } & (
  | { readonly record: CheckRecord; readonly outcome: Outcome; readonly refusal: null }
  | { readonly record: null; readonly outcome: null; readonly refusal: ProblemSlug }
);

export async function receiveOfflineChecks(
  center: Center,
  { readTrust, askRevocation }: CardTrust,
  actor: TerminalActor,
  { entries }: OfflineChecksRequest,
): Promise<readonly OfflineResult[]> {
  const now = center.clock.now();
  const trust = await readTrust(center.db, await readTrustRevision(center.db));

  return Promise.all(
    entries.map(async (entry) => {
      const { operator } = entry;
      const receiving = { center, actor: { ...actor, operator }, now, sent: sentBy(entry) };
      const key = { facilityId: actor.facilityId, id: entry.entryId };
      const known = await findOfflineCheck(center.db, key);
      if (known) return sayAgain(receiving, known);
      const ocsp = await askRevocation(receiving.sent.certificate);
      const ending = await judge(receiving, { ...trust, ocsp });
      if (ending.result.kind === "later" || (await record(receiving, ending))) return ending.result;
      const other = await findOfflineCheck(center.db, key);
      if (!other) throw new Error("an offline check is neither new nor known");

      return sayAgain(receiving, other);
    }),
  );
}

function sentBy({ entryId, ...texts }: Omit<OfflineEntry, "operator">): Sent {
  const context = Buffer.from(texts.context, "base64url");
  const certificate = Buffer.from(texts.certificate, "base64url");
  const signature = Buffer.from(texts.signature, "base64url");
  const hash = createHash("sha256");
  for (const part of [context, certificate, signature]) {
    hash.update(`${part.length}:`).update(part);
  }

  return { entryId, context, certificate, signature, digest: hash.digest() };
}

/** The same to the same. Another terminal, or another content, has nothing to do with it. */
function sayAgain(
  { center, actor, sent: { entryId, digest } }: Receiving,
  known: KnownOffline,
): OfflineResult {
  if (known.terminalId !== actor.id || Buffer.compare(known.digest, digest) !== 0) {
    return refused(entryId, "offline-other-content");
  }
  const opened = known.result && center.seal.open(useOf(actor.facilityId, entryId), known.result);

  return opened
    ? offlineResultSchema.parse(JSON.parse(Buffer.from(opened).toString()))
    : refused(entryId, "offline-answer-gone");
}

async function judge(receiving: Receiving, trust: Trust): Promise<Ending> {
  const { center, actor, sent, now } = receiving;
  const { entryId, certificate } = sent;
  const reading = readOffline(sent, actor, now, center.config.offlineCheckDays);
  if (reading.kind === "refused") return refusal(sent, reading, null);
  const { checkedAt } = reading;
  const card = await prove(sent, trust, checkedAt, now);
  if (card.kind === "refused") return refusal(sent, card, checkedAt);
  const fingerprint = fingerprintOf(certificate);
  const { facilityId } = actor;
  const isTrusted = card.kind === "trusted";
  const holder = isTrusted ? await findHolder(center.db, { fingerprint, facilityId }) : undefined;
  const unlinked = isTrusted && !holder ? await whyUnlinked(center.db, fingerprint) : undefined;
  // What held then, as it is known now: the insurer may have registered it since.
  const { personId, ...found } = find(card, holder, holder?.consents ?? [], checkedAt, unlinked);
  const answer = await answerFor(center, actor, {
    ...found,
    checkId: entryId,
    checkedAt: checkedAt.toString(),
    purpose: "pinCheck",
    asOf: found.asOf.toString(),
    operator: actor.operator,
    offline: { receivedAt: now.toString() },
  });
  const { outcome, asOf } = found;

  return {
    checkedAt,
    outcome,
    refusal: null,
    result: { kind: "answered", entryId, answer },
    record: {
      facilityId,
      id: entryId,
      terminalId: actor.id,
      challengeId: entryId,
      purpose: "pinCheck",
      photoCompared: null,
      photoMatchedAt: null,
      personId,
      outcome,
      asOf,
      checkedAt,
      receivedAt: now,
    },
  };
}

/** Where the center's own lists are too old, nothing is decided yet. */
function refusal(
  { entryId }: Sent,
  { reason, words }: Omit<Refusal, "kind">,
  checkedAt: Temporal.Instant | null,
): Ending {
  const result: OfflineResult =
    reason === "revocation-unknown"
      ? { kind: "later", entryId, problem: problem(reason, words) }
      : refused(entryId, reason, words);

  return { checkedAt, outcome: null, refusal: reason, result, record: null };
}

function refused(
  entryId: string,
  reason: ProblemSlug,
  words: Refusal["words"] = undefined,
): OfflineResult {
  return { kind: "refused", entryId, problem: problem(reason, words) };
}

/** @returns whether nobody was before it */
async function record({ center, actor, sent, now }: Receiving, ending: Ending): Promise<boolean> {
  const { entryId: id, ...evidence } = sent;
  const { facilityId } = actor;
  const { outcome, refusal: reason, checkedAt, result } = ending;

  return recordOffline(center.db, {
    check: {
      facilityId,
      id,
      terminalId: actor.id,
      ...evidence,
      checkedAt,
      receivedAt: now,
      outcome,
      refusal: reason,
      result: center.seal.close(useOf(facilityId, id), Buffer.from(JSON.stringify(result))),
    },
    record: ending.record,
    entry: {
      at: now,
      action: outcome === null ? "check.refused" : "check.answered",
      actor: atTerminal(actor),
      facilityId,
      subject: { kind: "check", id },
      detail: {
        purpose: "offlineCheck",
        ...(outcome === null ? { reason } : { outcome }),
        ...(checkedAt && { checkedAt: checkedAt.toString() }),
      },
    },
  });
}

function useOf(facilityId: string, entryId: string): string {
  return `offline-check:${facilityId}:${entryId}`;
}
