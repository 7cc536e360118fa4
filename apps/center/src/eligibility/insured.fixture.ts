/** For tests: people and coverages beside the sample card's, and that card's trust (架空). */
import { exampleRegistered } from "@madoguchi/contract";
import { newId, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import type { TestPki } from "@madoguchi/virtual-card";
import type { Clock } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import { insertCoverages, insertInsurers, insertPeople } from "../coverage/index.ts";
import type { CoverageRow, PersonRow } from "../coverage/index.ts";
import { revocationListOf, start } from "./cards.fixture.ts";
import { installTrust } from "./index.ts";

export const association = "01130012";

export async function believe(db: Db, clock: Clock, pki: TestPki): Promise<void> {
  await transaction(db, async (tx) => {
    await insertInsurers(tx, [
      { number: association, name: "全国健康保険協会 東京支部" },
      {
        number: "138057",
        name: "窓口市（架空）",
        contractFrom: Temporal.PlainDate.from("2021-10-20"),
      },
    ]);
    await installTrust(tx, clock, {
      roots: pki.auth.map((root) => root.certificate),
      crls: pki.auth.map((root) => revocationListOf(root, { thisUpdate: start, hours: 24 * 60 })),
    });
  });
}

/** @returns the id of a new person with one coverage */
export async function insure(
  db: Db,
  coverage: Partial<CoverageRow> & Pick<CoverageRow, "number">,
  person: Partial<PersonRow> = {},
): Promise<string> {
  const id = newId();
  await transaction(db, async (tx) => {
    await insertPeople(
      tx,
      [
        {
          id,
          name: "山田　花子",
          kana: "ヤマダ　ハナコ",
          sex: "female",
          birthDate: "1980-02-17",
          address: null,
          suspendedAt: null,
          ...person,
        },
      ],
      start,
    );
    await insertCoverages(
      tx,
      [{ ...exampleRegistered, id: newId(), personId: id, ...coverage }],
      start,
    );
  });

  return id;
}
