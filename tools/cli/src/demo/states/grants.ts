/** Grants on the way to their money: what is due, with the bank, sent back by it, taken back; and a transfer that was withdrawn. */
import { deeds } from "@madoguchi/center";
import { answerTo } from "../../simulate/bank.ts";
import { dateFields, expectWord } from "./world.ts";
import type { World } from "./world.ts";

const {
  addReceipts,
  approve,
  approveBatch,
  confirmRevocation,
  DEMO_PROGRAMME_CODE,
  makeBatch,
  proposeRevocation,
  saveForm,
  settleBatch,
  startApplication,
  submitApplication,
  takeFile,
  withdrawBatch,
} = deeds.grantDeeds;

export async function makeGrants(world: World): Promise<void> {
  const { center, officials } = world;
  const { reviewer, approver } = officials;
  world.at(-9);
  await begin(world, 5);
  await bounced(world, 9);

  await decided(world, 10);
  const first = await transfer(world);
  expectWord(await withdrawBatch(center, reviewer, first), "done");
  const second = await transfer(world);
  expectWord(await approveBatch(center, approver, second), "done");
  await decided(world, 6);
  await transfer(world);

  world.at(-4);
  const revoked = await decided(world, 7);
  const reason = { reason: "機器を返品していたためです。（架空）", principalYen: 10_000 };
  const proposed = await proposeRevocation(center, reviewer, revoked, reason);
  expectWord(proposed, "revocation-proposed");
  expectWord(await confirmRevocation(center, approver, revoked), "revoked");
  await decided(world, 8);
}

/** The bank knows no such account. */
async function bounced(world: World, number: number): Promise<void> {
  const { center, officials } = world;
  const { reviewer, approver } = officials;
  await decided(world, number, `90010${number}0`);
  const batch = await transfer(world);
  expectWord(await approveBatch(center, approver, batch), "done");
  const taken = await takeFile(center, approver, batch);
  if (taken.kind !== "file") throw new Error(`the transfer of sample ${number}: ${taken.reason}`);
  expectWord(await settleBatch(center, reviewer, batch, answerTo(taken.file)), "settled");
}

/** A draft with its costs. @returns its id */
async function begin(world: World, number: number): Promise<string> {
  const { center } = world;
  const actor = world.facility(number);
  const started = await startApplication(center, actor, DEMO_PROGRAMME_CODE);
  if (started.kind !== "started") throw new Error(`the grant of sample ${number}: ${started.kind}`);
  const costsForm = costsOf(world, number);
  expectWord(await saveForm(center, actor, started.id, 1, { costsForm }), "saved");

  return started.id;
}

function costsOf({ today }: World, number: number) {
  return {
    "lines.0.item": "reader",
    "lines.0.product": `架空リーダー CR-${number}`,
    "lines.0.quantity": "1",
    "lines.0.amountYen": String(13_400 + number),
    ...dateFields("lines.0.purchasedOn", today.subtract({ days: 40 + number })),
    "lines.0.shop": `架空電器 ${number}号店`,
  };
}

/** Handed in, and approved by both. @returns its id */
async function decided(
  world: World,
  number: number,
  accountNumber = `00010${String(number).padStart(2, "0")}`,
): Promise<string> {
  const { center, officials } = world;
  const actor = world.facility(number);
  const id = await begin(world, number);
  const paper = {
    paper: "receipt",
    fileName: "領収書（架空）.pdf",
    bytes: receiptOf(number),
  } as const;
  expectWord(await addReceipts(center, actor, id, each(paper)), "taken");
  const accountForm = { ...account, accountNumber };
  expectWord(await saveForm(center, actor, id, 3, { accountForm }), "saved");
  expectWord(await submitApplication(center, actor, id, 4), "submitted");
  expectWord(await approve(center, officials.reviewer, id, 5), "approval-counted");
  expectWord(await approve(center, officials.approver, id, 6), "approved");

  return id;
}

/** Of all that is due, on the next day on which banks work. @returns its id */
async function transfer({ center, officials, today }: World): Promise<string> {
  const soon = today.add({ days: 5 });
  const transferOn = soon.dayOfWeek > 5 ? soon.add({ days: 8 - soon.dayOfWeek }) : soon;
  const made = await makeBatch(center, officials.reviewer, transferOn);
  if (made.kind !== "made") throw new Error(`the transfer: ${made.kind}`);

  return made.id;
}

const account = {
  bankName: "架空銀行",
  bankCode: "0001",
  branchName: "本店",
  branchCode: "001",
  depositKind: "ordinary",
  accountHolder: "ミホンイイン",
};

function receiptOf(number: number): Uint8Array {
  return new TextEncoder().encode(
    `%PDF-1.4\n% 架空の領収書 ${number}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  );
}

async function* each<T>(one: T): AsyncGenerator<T> {
  yield one;
}
