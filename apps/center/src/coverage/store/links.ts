/** Which certificate speaks for whom. */
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { CertificateLink, UnlinkReason } from "./tables.ts";

/** For seeding. Certificates that are linked already stay as they are. */
export async function linkCertificates(
  tx: Tx,
  links: readonly Pick<CertificateLink, "fingerprint" | "personId" | "linkedAt">[],
): Promise<void> {
  await tx
    .insertInto("certificateLink")
    .values([...links])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** @returns false when the certificate is linked already, perhaps since a moment ago */
export async function insertLink(tx: Tx, link: CertificateLink): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("certificateLink")
    .values(link)
    .onConflict((conflict) => conflict.column("fingerprint").doNothing())
    .executeTakeFirst();

  return numInsertedOrUpdatedRows === 1n;
}

export async function findLink(
  executor: Executor,
  fingerprint: Uint8Array,
): Promise<CertificateLink | undefined> {
  return executor
    .selectFrom("certificateLink")
    .selectAll()
    .where("fingerprint", "=", fingerprint)
    .executeTakeFirst();
}

/** When this certificate was last unlinked. */
export async function lastUnlinkedAt(
  executor: Executor,
  fingerprint: Uint8Array,
): Promise<Temporal.Instant | undefined> {
  const row = await executor
    .selectFrom("certificateLinkHistory")
    .select("unlinkedAt")
    .where("fingerprint", "=", fingerprint)
    .orderBy("unlinkedAt", "desc")
    .limit(1)
    .executeTakeFirst();

  return row?.unlinkedAt;
}

/**
 * Why a certificate that speaks for nobody does not do so any more; undefined when nobody ever linked it.
 * @param fingerprint SHA-256 of the certificate, hex
 */
export async function whyUnlinked(
  executor: Executor,
  fingerprint: string,
): Promise<UnlinkReason | undefined> {
  const row = await executor
    .selectFrom("certificateLinkHistory")
    .select("reason")
    .where("fingerprint", "=", Buffer.from(fingerprint, "hex"))
    .orderBy("unlinkedAt", "desc")
    .limit(1)
    .executeTakeFirst();

  return row?.reason;
}

/** Whether any certificate speaks for them now. */
export async function isLinked(executor: Executor, personId: string): Promise<boolean> {
  const row = await executor
    .selectFrom("certificateLink")
    .select("personId")
    .where("personId", "=", personId)
    .limit(1)
    .executeTakeFirst();

  return row !== undefined;
}

/** Into the history. @returns the link that was, if there was one */
export async function removeLink(
  tx: Tx,
  fingerprint: Uint8Array,
  { at, reason }: { readonly at: Temporal.Instant; readonly reason: UnlinkReason },
): Promise<Pick<CertificateLink, "personId"> | undefined> {
  const { rows } = await sql<Pick<CertificateLink, "personId">>`
    with removed as (
      delete from certificate_link where fingerprint = ${fingerprint} returning *
    )
    insert into certificate_link_history
      (fingerprint, person_id, linked_at, via, facility_id, consented_at, predecessor, unlinked_at, reason)
    select fingerprint, person_id, linked_at, via, facility_id, consented_at, predecessor,
      greatest(${at}::timestamptz, linked_at + interval '1 microsecond'), ${reason}
    from removed
    returning person_id`.execute(tx);

  return rows[0];
}

export type LinkRecord = CertificateLink & {
  readonly facilityName: string | null;
  readonly unlinkedAt: Temporal.Instant | null;
  readonly reason: UnlinkReason | null;
};

/** Every certificate that speaks for a person or once did, the newest first. */
export async function linksOf(executor: Executor, personId: string): Promise<LinkRecord[]> {
  const { rows } = await sql<LinkRecord>`
    select l.fingerprint, l.person_id, l.linked_at, l.via, l.facility_id, l.consented_at, l.predecessor,
      l.unlinked_at, l.reason, f.name as facility_name
    from (
      select *, null::timestamptz as unlinked_at, null as reason
      from certificate_link where person_id = ${personId}
      union all
      select * from certificate_link_history where person_id = ${personId}
    ) l
    left join facility f on f.id = l.facility_id
    order by l.linked_at desc, l.fingerprint, l.unlinked_at`.execute(executor);

  return rows;
}
