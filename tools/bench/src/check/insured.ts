import { createHash, randomUUID } from "node:crypto";
import { seeding } from "@madoguchi/center";
import { newId, systemClock } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";

export const INSURED = 10_000;

export const INSURER = { number: "138057", name: "窓口市（架空）" };

/** Synthetic people (架空) with one coverage each. The first of them hold the cards. */
export async function insertInsured(tx: Tx, certificates: readonly Uint8Array[]): Promise<void> {
  const ids = Array.from({ length: INSURED }, () => newId());
  await seeding.insertInsurers(tx, [INSURER]);
  const now = systemClock.now();
  await seeding.insertPeople(tx, ids.map(person), now);
  await seeding.insertCoverages(tx, ids.map(coverage), now);
  await link(tx, certificates, ids);
}

/** To people of a seeded database, all over it. */
export async function giveCards(tx: Tx, certificates: readonly Uint8Array[]): Promise<void> {
  const holders: string[] = [];
  for (const _ of certificates) {
    const after = tx.selectFrom("person").select("id").where("id", ">=", randomUUID());
    const { id } = await after.orderBy("id").limit(1).executeTakeFirstOrThrow();
    holders.push(id);
  }
  await link(tx, certificates, holders);
}

function link(
  tx: Tx,
  certificates: readonly Uint8Array[],
  people: readonly string[],
): Promise<void> {
  return seeding.linkCertificates(
    tx,
    certificates.map((certificate, index) => ({
      fingerprint: createHash("sha256").update(certificate).digest(),
      personId: people[index] ?? "",
      linkedAt: systemClock.now(),
    })),
  );
}

export function person(id: string): seeding.PersonRow {
  return {
    id,
    name: "架空　太郎",
    kana: "カクウ　タロウ",
    sex: "male",
    birthDate: "1980-02-17",
    address: "架空県窓口市見本町一丁目２番３号",
    suspendedAt: null,
  };
}

export function coverage(personId: string, index: number): seeding.CoverageRow {
  return {
    id: personId,
    personId,
    insurerNumber: INSURER.number,
    symbol: "国",
    number: String(index),
    branch: "00",
    relationship: "insured",
    insuredName: "架空　太郎",
    qualifiedOn: "2021-04-01",
    disqualifiedOn: null,
    lossReason: null,
    validFrom: "2021-04-01",
    validTo: null,
    copayTenths: 3,
    preschool: false,
    elderlyCertificate: null,
    limitCertificate: null,
    specificDiseases: [],
  };
}
