/** 保険証利用登録: from when on, and until when, a certificate speaks for a person. */
import { transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { audit } from "../../audit/index.ts";
import type { AuditActor } from "../../audit/index.ts";
import { can } from "../rules/changes.ts";
import type { Stated, Via } from "../rules/changes.ts";
import { findLink, insertLink, lastUnlinkedAt, removeLink } from "../store/links.ts";
import { lockRegistered } from "../store/read.ts";
import type { CertificateLink, UnlinkReason } from "../store/tables.ts";
import type { Registry } from "./change.ts";

/** A link that is there already is left as it is. */
export type Linking =
  | { readonly kind: "linked" | "unchanged"; readonly personId: string }
  | {
      readonly kind: "refused";
      readonly reason:
        | "not-allowed"
        /** Birth date or reading differ from what the insurer registered. */
        | "other-person"
        /** It speaks for somebody else, and that must be undone first. */
        | "linked-to-other"
        | "unknown-person"
        /** Nobody linked the certificate in whose place this one comes: register it as a new one. */
        | "predecessor-unlinked";
    };

export type FirstUse = {
  /** SHA-256 of the certificate. */
  readonly fingerprint: Uint8Array;
  readonly personId: string;
  readonly via: Via;
  /** Where, if at a counter. */
  readonly facilityId: string | null;
  /** When the holder agreed, by the PIN. */
  readonly consentedAt: Temporal.Instant;
  readonly stated: Stated;
};

export async function linkCertificate(
  center: Registry,
  actor: AuditActor,
  { personId, stated, ...use }: FirstUse,
): Promise<Linking> {
  return transaction(center.db, async (tx): Promise<Linking> => {
    const known = await lockRegistered(tx, personId);
    if (!known) {
      return { kind: "refused", reason: "unknown-person" };
    }
    const allowed = can.link(actor, known.person, { via: use.via, stated });

    return allowed === true
      ? link(tx, center, actor, { ...use, personId, predecessor: null })
      : { kind: "refused", reason: allowed };
  });
}

/**
 * A new certificate of the same person. Both speak for them until the old one ends.
 * @param keep what is kept of it in the same transaction; not called where nobody may, or where nobody linked the old one
 */
export async function renewCertificate(
  center: Registry,
  actor: AuditActor,
  renewal: { readonly fingerprint: Uint8Array; readonly predecessor: Uint8Array },
  keep?: (tx: Tx, linking: Linking) => Promise<void>,
): Promise<Linking> {
  return transaction(center.db, async (tx): Promise<Linking> => {
    const allowed = can.renew(actor);
    if (allowed !== true) {
      return { kind: "refused", reason: allowed };
    }
    const before = await findLink(tx, renewal.predecessor);
    if (!before) {
      return { kind: "refused", reason: "predecessor-unlinked" };
    }
    const linking = await link(tx, center, actor, {
      fingerprint: renewal.fingerprint,
      predecessor: renewal.predecessor,
      personId: before.personId,
      via: "carried",
      facilityId: null,
      consentedAt: null,
    });
    await keep?.(tx, linking);

    return linking;
  });
}

type Unlinking = { readonly fingerprint: Uint8Array; readonly reason: UnlinkReason };

export async function unlinkCertificate(
  center: Registry,
  actor: AuditActor,
  unlinking: Unlinking,
): Promise<
  | { readonly kind: "unlinked" | "unchanged" }
  | { readonly kind: "refused"; readonly reason: "not-allowed" }
> {
  const allowed = can.unlink(actor);
  if (allowed !== true) {
    return { kind: "refused", reason: allowed };
  }

  return transaction(center.db, async (tx) => {
    const done = await unlink(tx, center, actor, unlinking);

    return { kind: done ? "unlinked" : "unchanged" };
  });
}

/** In the caller's transaction, which has made sure that it may be. @returns whether it spoke for somebody */
export async function unlink(
  tx: Tx,
  center: Registry,
  actor: AuditActor,
  { fingerprint, reason }: Unlinking,
): Promise<boolean> {
  const removed = await removeLink(tx, fingerprint, { at: center.clock.now(), reason });
  if (!removed) return false;
  await audit(tx, center.clock, {
    action: "certificate.unlinked",
    actor,
    facilityId: null,
    subject: { kind: "person", id: removed.personId },
    detail: { reason },
  });

  return true;
}

/** In the caller's transaction, which has made sure that it may be. */
export async function link(
  tx: Tx,
  center: Registry,
  actor: AuditActor,
  wanted: Omit<CertificateLink, "linkedAt">,
): Promise<Linking> {
  const { fingerprint, personId, via, facilityId } = wanted;
  const linkedAt = later(center.clock.now(), await lastUnlinkedAt(tx, fingerprint));
  if (!(await insertLink(tx, { ...wanted, linkedAt }))) {
    const present = await findLink(tx, fingerprint);

    return present?.personId === personId
      ? { kind: "unchanged", personId }
      : { kind: "refused", reason: "linked-to-other" };
  }
  await audit(tx, center.clock, {
    action: "certificate.linked",
    actor,
    facilityId,
    subject: { kind: "person", id: personId },
    detail: { via },
  });

  return { kind: "linked", personId };
}

function later(a: Temporal.Instant, b: Temporal.Instant | undefined): Temporal.Instant {
  return b !== undefined && Temporal.Instant.compare(a, b) < 0 ? b : a;
}
