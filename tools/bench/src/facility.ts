/** Synthetic (架空) facilities and their people: alike in every bench but for what it measures. */
import { seeding } from "@madoguchi/center";
import { checkDigit } from "@madoguchi/notation";
import { newId } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";

type NewFacility = Parameters<typeof seeding.insertFacility>[1];

/** A 医療機関コード of Tokyo. */
export function codeOf(number: number): string {
  const payload = `131${String(number).padStart(6, "0")}`;

  return payload + checkDigit(payload);
}

/** @returns its id */
export async function insertFacility(
  tx: Tx,
  own: Pick<NewFacility, "code" | "createdAt"> & Partial<NewFacility>,
): Promise<string> {
  const { id = newId() } = own;
  await seeding.insertFacility(tx, {
    kind: "medical",
    prefectureCode: "13",
    name: "架空医院",
    founder: "架空 太郎",
    postalCode: "100-0013",
    address: "東京都千代田区霞が関1-2-2（架空）",
    phone: "03-0000-0000",
    goLiveOn: null,
    ...own,
    id,
  });

  return id;
}

type Administrator = Pick<
  Parameters<typeof seeding.insertAccount>[1],
  "mail" | "passwordHash" | "createdAt"
> & { readonly facilityId: string };

/** @returns the account's id */
export async function insertAdministrator(
  tx: Tx,
  { facilityId, createdAt, ...account }: Administrator,
): Promise<string> {
  const id = newId();
  await seeding.insertAccount(tx, {
    id,
    realm: "facility",
    name: "受付 花子",
    createdAt,
    ...account,
  });
  await seeding.insertMembership(tx, {
    accountId: id,
    facilityId,
    roles: ["administrator"],
    joinedAt: createdAt,
  });

  return id;
}
