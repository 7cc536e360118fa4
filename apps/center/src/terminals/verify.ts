/** The door of the terminal API: who signed this request. Every refusal is on record. */
import { digestHeaderOf } from "@madoguchi/contract";
import { tokyoDate } from "@madoguchi/notation";
import type { KeyObject } from "node:crypto";
import type { ProblemSlug } from "@madoguchi/contract";
import { ProblemError, transaction } from "@madoguchi/platform";
import type { FastifyRequest } from "fastify";
import { audit } from "../audit/index.ts";
import type { Center } from "../center.ts";
import { standingOn } from "../facilities/index.ts";
import type { TerminalActor } from "./rules.ts";
import { importTerminalKey, isDigestSignedBy, isSignedBy, readSignature } from "./signature.ts";
import { findKnownTerminal, touchTerminal } from "./store/terminals.ts";
import type { KnownTerminal } from "./store/terminals.ts";

// Written at most once a minute, so that a busy counter does not become a stream of updates.
const TOUCH_MILLISECONDS = 60_000;

/**
 * @throws ProblemError `signature-missing`, `clock-skew` (with our time), `terminal-unknown` (never registered or
 * removed), `signature-invalid`, `facility-suspended`, `facility-closed`, `account-stopped`
 */
export async function verifyTerminal(
  center: Center,
  request: FastifyRequest,
): Promise<TerminalActor> {
  return actorOf(await knownTerminalOf(center, request));
}

/** The same for a file, before its bytes are read. `isAsSigned` says whether they were those that the terminal signed. */
export async function verifyUpload(
  center: Center,
  request: FastifyRequest,
): Promise<{
  readonly actor: TerminalActor;
  readonly isAsSigned: (sha256: Uint8Array) => boolean;
}> {
  const actor = actorOf(await knownTerminalOf(center, request, isDigestSignedBy));

  return {
    actor,
    isAsSigned: (sha256) => request.headers["content-digest"] === digestHeaderOf(sha256),
  };
}

function actorOf(terminal: KnownTerminal): TerminalActor {
  return {
    kind: "terminal",
    id: terminal.id,
    facilityId: terminal.facilityId,
    facilityCode: terminal.facilityCode,
    facilityName: terminal.facilityName,
    facilityKind: terminal.facilityKind,
    appAccountId: terminal.appAccountId,
    userId: terminal.userId,
    appVersion: terminal.appVersion,
    minimum: terminal.minimum,
  };
}

export async function knownTerminalOf(
  center: Center,
  request: FastifyRequest,
  isSigned = isSignedBy,
): Promise<KnownTerminal> {
  const reading = readSignature(request, center.clock);
  if (!reading.ok) {
    return refuseSigner(center, reading.reason);
  }
  const { parts } = reading;
  const terminal = isUuid(parts.keyId)
    ? await findKnownTerminal(center.db, parts.keyId)
    : undefined;
  if (!terminal) {
    return refuseSigner(center, "terminal-unknown", { id: parts.keyId, facilityId: null });
  }
  const key = keyOf(terminal);
  if (!key || !isSigned(key, parts, request)) {
    return refuseSigner(center, "signature-invalid", terminal);
  }
  const now = center.clock.now();
  const standing = standingOn(terminal, tokyoDate(now));
  if (standing !== "open") {
    return refuseSigner(center, `facility-${standing}`, terminal);
  }
  if (terminal.stoppedAt) {
    return refuseSigner(center, "account-stopped", terminal);
  }
  if (now.epochMilliseconds - terminal.lastSeenAt.epochMilliseconds > TOUCH_MILLISECONDS) {
    await touchTerminal(center.db, terminal.id, now);
  }

  return terminal;
}

/** The actor is the system, not the terminal: whoever sent this has not proved to be one. */
export async function refuseSigner(
  center: Center,
  reason: ProblemSlug,
  claimed: { id: string; facilityId: string | null } = { id: "unknown", facilityId: null },
): Promise<never> {
  await transaction(center.db, (tx) =>
    audit(tx, center.clock, {
      action: "terminal.refused",
      actor: { kind: "system", id: "terminals" },
      facilityId: claimed.facilityId,
      subject: { kind: "terminal", id: claimed.id },
      detail: { reason },
    }),
  );

  throw new ProblemError(
    reason,
    reason === "clock-skew" ? { serverTime: center.clock.now().toString() } : {},
  );
}

// A terminal never changes its key, so what was imported once stays right. Bounded: the oldest goes first.
const KEYS_KEPT = 20_000;
const keys = new Map<string, KeyObject>();

function keyOf({ id, keyX, keyY }: KnownTerminal): KeyObject | null {
  const kept = keys.get(id);
  if (kept) {
    return kept;
  }
  const key = importTerminalKey({ x: keyX, y: keyY });
  const [oldest] = keys.keys();
  if (oldest !== undefined && keys.size >= KEYS_KEPT) {
    keys.delete(oldest);
  }
  if (key) {
    keys.set(id, key);
  }

  return key;
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(text);
}
