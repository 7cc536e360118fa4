/** Made-up grants in several states: two that wait with the same purchase, one returned, one refused, and three on the way to their money. */
import { join } from "node:path";
import { seeding } from "@madoguchi/center";
import { formatDate, startOfDay } from "@madoguchi/notation";
import { createFileStore, createPdf, transaction } from "@madoguchi/platform";
import type { Db, Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { opened } from "./desk.ts";
import { stableId } from "./stable-id.ts";

type Demo = {
  readonly name: string;
  readonly facilityId: string;
  readonly end: "submitted" | "returned" | "refused" | "due" | "paid" | "bounced";
  readonly daysAgo: number;
  readonly product: string;
  readonly yen: number;
  readonly shop: string;
};

const history = (number: number): string => stableId(`facility:history:${number}`);

/** The first two name one purchase. */
const demos: readonly Demo[] = [
  {
    name: "waiting",
    facilityId: history(1),
    end: "submitted",
    daysAgo: 6,
    product: "USB-NFC4S",
    yen: 5000,
    shop: "架空電器",
  },
  {
    name: "twice",
    facilityId: history(2),
    end: "submitted",
    daysAgo: 4,
    product: "USB-NFC4S（中古）",
    yen: 5000,
    shop: "架空電器",
  },
  {
    name: "returned",
    facilityId: history(3),
    end: "returned",
    daysAgo: 9,
    product: "CIR415A",
    yen: 14_500,
    shop: "架空商店",
  },
  {
    name: "refused",
    facilityId: history(4),
    end: "refused",
    daysAgo: 20,
    product: "タブレット（リース）",
    yen: 48_000,
    shop: "架空リース",
  },
  {
    name: "due",
    facilityId: history(5),
    end: "due",
    daysAgo: 12,
    product: "CIR415A",
    yen: 29_000,
    shop: "架空商店",
  },
  {
    name: "bounced",
    facilityId: history(6),
    end: "bounced",
    daysAgo: 40,
    product: "USB-NFC4S",
    yen: 10_000,
    shop: "架空電器",
  },
  {
    name: "paid",
    facilityId: opened.facilityId,
    end: "paid",
    daysAgo: 41,
    product: "CIR415A",
    yen: 41_334,
    shop: "架空商店",
  },
];

/** @param accountId stands for whoever applied */
export async function seedGrants(
  db: Db,
  varDir: string,
  accountId: string,
  today: Temporal.PlainDate,
): Promise<void> {
  const files = createFileStore(join(varDir, "files"));
  const papers = new Map<string, { readonly hash: string; readonly bytes: number }>();
  for (const demo of demos) {
    const pdf = await receiptOf(demo, boughtOn(demo, today));
    papers.set(demo.name, { hash: await files.put(pdf), bytes: pdf.length });
  }
  await transaction(db, async (tx) => {
    for (const demo of demos) {
      const paper = papers.get(demo.name);
      if (paper) await seedGrant(tx, demo, paper, accountId, today);
    }
  });
}

function boughtOn({ daysAgo, name }: Demo, today: Temporal.PlainDate): Temporal.PlainDate {
  // Two of them on one day.
  return today.subtract({ days: name === "twice" ? 16 : daysAgo + 10 });
}

function receiptOf(demo: Demo, on: Temporal.PlainDate): Promise<Uint8Array> {
  return createPdf("領収書", (document) => {
    document.fontSize(18).text("領収書（架空）");
    document.moveDown().fontSize(11).text(formatDate(on));
    document.text(`${demo.product}　1台　${demo.yen}円（税込）`);
    document.text(demo.shop);
  });
}

async function seedGrant(
  tx: Tx,
  demo: Demo,
  paper: { readonly hash: string; readonly bytes: number },
  accountId: string,
  today: Temporal.PlainDate,
): Promise<void> {
  const { name, facilityId, end, daysAgo, product, yen, shop } = demo;
  const at = startOfDay(today.subtract({ days: daysAgo })).add({ hours: 10 });
  const purchasedOn = boughtOn(demo, today);
  await seeding.seedSubmittedGrant(tx, {
    id: stableId(`grant:${name}`),
    submissionId: stableId(`grant:${name}:submission`),
    receiptId: stableId(`grant:${name}:receipt`),
    facilityId,
    accountId,
    at,
    receipt: { fileHash: paper.hash, sizeBytes: paper.bytes },
    line: {
      item: product.startsWith("タブレット") ? "tablet" : "reader",
      detail: "受付用",
      product,
      model: "",
      maker: "",
      quantity: 1,
      unitYen: yen,
      amountYen: yen,
      tax: null,
      otherYen: 0,
      receiptNumber: "",
      purchasedOn,
      shop,
    },
    end,
    officials: [stableId("account:reviewer"), stableId("account:approver")],
  });
}
