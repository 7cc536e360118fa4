/** A facility ready to apply, forms filled in rightly, and files of each kind, for the tests of grants. */
import { seeding } from "@madoguchi/center";
import { newId, openDatabase, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { giveProof, startTestCenter, TEST_PASSWORD } from "@madoguchi/test";
import type { TestCenter, Visitor } from "@madoguchi/test";
import { Temporal } from "temporal-polyfill";
import { findFacilityByCode, setGoLiveOn } from "../facilities/index.ts";

export const TODAY = Temporal.PlainDate.from("2026-11-22");

export type GrantCenter = TestCenter & {
  /** Moves the center's time; sessions may have ended by then. */
  setTime(instant: string): void;
  readonly db: Db;
};

/** On the morning of 22 November 2026 in Tokyo, with both programmes. */
export async function startGrantCenter(
  config: Parameters<typeof startTestCenter>[1] = {},
): Promise<GrantCenter> {
  let now = Temporal.Instant.from("2026-11-22T00:04:00Z");
  const center = await startTestCenter({ now: () => now }, config);
  const db = openDatabase(center.databaseUrl);
  await transaction(db, (tx) => seeding.seedProgrammes(tx, TODAY));

  return {
    ...center,
    db,
    setTime: (instant) => {
      now = Temporal.Instant.from(instant);
    },
    async close() {
      await db.destroy();
      await center.close();
    },
  };
}

/** A registered terminal and 運用開始日: how they come about is told by other tests. */
export async function finishIntroduction({ db }: GrantCenter, facilityCode: string): Promise<void> {
  const facility = await findFacilityByCode(db, facilityCode);
  if (!facility) {
    throw new Error(`no facility ${facilityCode}`);
  }
  const at = facility.createdAt;
  const appAccountId = newId();
  introduced += 1;
  await db
    .insertInto("appAccount")
    .values({
      id: appAccountId,
      facilityId: facility.id,
      userId: `W${String(introduced).padStart(7, "0")}`,
      passwordHash: null,
      activationHash: null,
      secretIssuedAt: null,
      activationUsedAt: null,
      stoppedAt: null,
      createdAt: at,
    })
    .execute();
  await db
    .insertInto("terminal")
    .values({
      id: newId(),
      appAccountId,
      facilityId: facility.id,
      keyX: "x",
      keyY: "y",
      name: "受付",
      kind: "windows",
      registeredAt: at,
      lastSeenAt: at,
      removedAt: null,
    })
    .execute();
  await transaction(db, (tx) => setGoLiveOn(tx, facility.id, TODAY.subtract({ days: 2 })));
}

let introduced = 0;

export async function signInAgain(
  center: GrantCenter,
  visitor: Visitor,
  mail: string,
): Promise<void> {
  await visitor.post("/sign-in", { mail, password: TEST_PASSWORD });
  await giveProof(center, mail);
}

export const costs = {
  "lines.0.item": "reader",
  "lines.0.product": "ICカードリーダー KR-300（架空）",
  "lines.0.quantity": "１",
  "lines.0.amountYen": "5,000円",
  "lines.0.purchasedOn.year": "2026",
  "lines.0.purchasedOn.month": "10",
  "lines.0.purchasedOn.day": "3",
  "lines.0.shop": "架空電器 霞が関店",
  "lines.1.item": "tablet",
  "lines.1.product": "タブレット T-10（架空）",
  "lines.1.quantity": "1",
  "lines.1.amountYen": "9500",
  "lines.1.purchasedOn.year": "2026",
  "lines.1.purchasedOn.month": "10",
  "lines.1.purchasedOn.day": "3",
  "lines.1.shop": "架空電器 霞が関店",
};

export const account = {
  bankName: "架空銀行",
  bankCode: "０００１",
  branchName: "霞が関支店",
  branchCode: "001",
  depositKind: "ordinary",
  accountNumber: "0000123",
  accountHolder: "ｶｸｳｲｲﾝ ｶｸｳ ﾀﾛｳ",
};

/** The smallest things that are what they claim to be. */
export const files = {
  pdf: (text: string) =>
    new File(
      [`%PDF-1.4\n% ${text}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`],
      "領収書.pdf",
      {
        type: "application/pdf",
      },
    ),
  png: () =>
    new File(
      [
        Uint8Array.from(
          Buffer.from(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
            "base64",
          ),
        ),
      ],
      "写真.png",
      { type: "image/png" },
    ),
  /** Calls itself a picture and is a page. */
  html: () =>
    new File(["<!doctype html><script>alert(1)</script>"], "領収書.jpg", { type: "image/jpeg" }),
  large: () =>
    new File([new Uint8Array(10 * 1024 * 1024 + 1)], "大きい.png", { type: "image/png" }),
};

export function uploadForm(...chosen: readonly File[]): FormData {
  const form = new FormData();
  for (const file of chosen) {
    form.append("receipts", file);
  }

  return form;
}

/** The version that the page carries, as a browser would send it back. */
export function versionIn(html: string): string {
  const found = /name="version" value="(\d+)"/.exec(html)?.[1];
  if (!found) {
    throw new Error("the page carries no version");
  }

  return found;
}

/** Starts an application for the open programme. @returns its path */
export async function startApplication(visitor: Visitor): Promise<string> {
  return (await visitor.post("/grants", { programme: "demo" })).path;
}

/** Fills all three parts. @param further fields of the costs, or other ones */
export async function fillApplication(
  visitor: Visitor,
  path: string,
  receipt: File,
  further: Readonly<Record<string, string>> = {},
): Promise<void> {
  const first = await visitor.get(`${path}/costs`);
  const version = versionIn(first.html);
  await visitor.post(`${path}/costs`, { ...costs, ...further, version, do: "next" });
  await visitor.upload(`${path}/receipts`, uploadForm(receipt));
  const third = await visitor.get(`${path}/account`);
  await visitor.post(`${path}/account`, { ...account, version: versionIn(third.html) });
}

export async function submit(visitor: Visitor, path: string) {
  const { html } = await visitor.get(`${path}/confirm`);

  return visitor.post(`${path}/submit`, { version: versionIn(html) });
}

/** What an official presses on the page of the review. */
export async function decide(
  visitor: Visitor,
  path: string,
  verb: string,
  fields: Readonly<Record<string, string>> = {},
) {
  const { html } = await visitor.get(`/office${path}`);
  // Who may not approve finds no form for it there, but can still name a reason to refuse.
  const page = html.includes('name="version"')
    ? html
    : (await visitor.get(`/office${path}/refuse`)).html;

  return visitor.post(`/office${path}/${verb}`, { version: versionIn(page), ...fields });
}
