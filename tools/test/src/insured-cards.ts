/** A center that knows some cards, for those who test a counter against it: who is linked, who is not, and who was revoked when. */
import { createHash, X509Certificate } from "node:crypto";
import { seeding } from "@madoguchi/center";
import { exampleRegistered } from "@madoguchi/contract";
import type { Clock } from "@madoguchi/notation";
import { newId, openDatabase, transaction } from "@madoguchi/platform";
import { createTestPki, crlPartition, personalise, signCrl } from "@madoguchi/virtual-card";
import type { CardImage } from "@madoguchi/virtual-card";
import { hanako, today } from "@madoguchi/virtual-card/sample";

export type InsuredCards = {
  /** Each of somebody insured. */
  readonly insured: readonly CardImage[];
  readonly unlinked: CardImage;
  /** Insured, and revoked at the given moment. */
  readonly revoked: CardImage;
};

/** @param revokedAt when one of the cards was */
export async function insureCards(
  databaseUrl: string,
  clock: Clock,
  { insured: count, revokedAt }: { insured: number; revokedAt: ReturnType<Clock["now"]> },
): Promise<InsuredCards> {
  const pki = await createTestPki(today);
  const issuedOn = today.subtract({ years: 1 });
  const make = () => personalise(pki, hanako, { issuedOn });
  const insured = await Promise.all(Array.from({ length: count }, make));
  const [unlinked, revoked] = await Promise.all([make(), make()]);
  const now = clock.now();
  const db = openDatabase(databaseUrl, { max: 1 });
  try {
    await transaction(db, async (tx) => {
      await seeding.installTrust(tx, clock, {
        roots: pki.auth.map((root) => root.certificate),
        crls: pki.auth.map((root) =>
          signCrl(root, {
            number: 1,
            thisUpdate: now,
            nextUpdate: now.add({ hours: 24 * 10 }),
            partition: crlPartition("auth"),
            revoked: [{ serial: serialOf(revoked), at: revokedAt, reason: "keyCompromise" }],
          }),
        ),
      });
      await seeding.insertInsurers(tx, [{ number: "01130012", name: "架空健康保険" }]);
      for (const image of [...insured, revoked]) {
        const id = newId();
        const { name, sex, birthDate } = image.holder;
        const person = { id, name, kana: "ヤマダ　ハナコ", sex, birthDate };
        await seeding.insertPeople(tx, [{ ...person, address: null, suspendedAt: null }], now);
        await seeding.insertCoverages(
          tx,
          [{ ...exampleRegistered, id: newId(), personId: id }],
          now,
        );
        const fingerprint = createHash("sha256").update(certificateOf(image)).digest();
        await seeding.linkCertificates(tx, [{ fingerprint, personId: id, linkedAt: now }]);
      }
    });
  } finally {
    await db.destroy();
  }

  return { insured, unlinked, revoked };
}

function certificateOf({ auth }: CardImage): Uint8Array {
  return Buffer.from(auth.certificate, "base64");
}

function serialOf(image: CardImage): bigint {
  return BigInt(`0x${new X509Certificate(certificateOf(image)).serialNumber}`);
}
