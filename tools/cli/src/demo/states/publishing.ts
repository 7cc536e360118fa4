/** Notices that wait, that were changed, withdrawn, and that will begin; a closing that was taken back; and terms of grants that wait for a second official. */
import { deeds } from "@madoguchi/center";
import { newId } from "@madoguchi/platform";
import { dateFields, expectWord } from "./world.ts";
import type { World } from "./world.ts";

const { findNotice, noticeChanges, withdrawNotice } = deeds.libraryDeeds;
const { currentPayer, currentProgramme, DEMO_PROGRAMME_CODE, payerChanges, payerForm } =
  deeds.grantDeeds;
const { programmeForm, programmeVersions } = deeds.grantDeeds;
const { addClosing, closingsFrom, takeBackClosing } = deeds.masterDeeds;

export async function makeNotices(world: World): Promise<void> {
  const { center, officials } = world;
  const { approver } = officials;
  world.at(-12);
  const changed = await publish(world, {
    title: "受付アプリの画面が少し変わります（架空）",
    body: "答えの画面で、負担割合の位置が変わります。",
  });
  const gone = await publish(world, {
    title: "説明会の申し込みを始めました（架空）",
    body: "説明会の申し込みを受け付けます。",
  });
  world.at(-8);
  const notice = await findNotice(center.db, changed);
  const form = {
    ...usual,
    title: "受付アプリの画面が変わりました（架空）",
    body: "答えの画面で、負担割合を名前の下に移しました。",
    what: "変わった後の言葉に直しました。",
  };
  const content = { number: changed, key: changed, version: notice?.version ?? 1, form };
  await confirmed(world, content);
  const reason = { because: "説明会が終わったためです。", replacedBy: changed };
  const editor = { ...approver, rights: deeds.accountDeeds.officeRightsOf(["editor"]) };
  expectWord(await withdrawNotice(center, editor, gone, 1, reason), "done");
  world.at();
  await publish(world, {
    title: "年度末の受付時間のご案内（架空）",
    body: "年度末は、電話の受付を18時まで延ばします。",
    ...dateFields("firstDay", world.today.add({ days: 10 })),
    firstHour: "9",
  });
}

const usual = { category: "07", weight: "information" };

async function publish(world: World, form: Readonly<Record<string, string>>): Promise<string> {
  const content = { number: null, key: newId(), version: null, form: { ...usual, ...form } };

  return confirmed(world, content);
}

/** @returns the number of the notice */
async function confirmed({ center, officials }: World, content: unknown): Promise<string> {
  const proposed = await deeds.propose(center, officials.reviewer, noticeChanges, content);
  if (proposed.kind !== "proposed") throw new Error(`a notice was ${proposed.reason}`);
  expectWord(await deeds.confirm(center, officials.approver, noticeChanges, proposed.id), "done");
  const { became } = (await deeds.findProposal(center.db, noticeChanges.name, proposed.id)) ?? {};

  return became ?? "";
}

export async function makeTermsOfMoney(world: World): Promise<void> {
  const { center, officials, today } = world;
  const { reviewer } = officials;
  const next = dateFields("effectiveFrom", today.add({ days: 30 }));
  world.at(-1);
  const payer = await currentPayer(center.db, today);
  const programme = await currentProgramme(center.db, DEMO_PROGRAMME_CODE, today);
  if (!payer || !programme) throw new Error("the demo has no programme");
  const paying = { ...payerForm(payer), ...next, accountNumber: "0000002" };
  expectWord(await deeds.propose(center, reviewer, payerChanges, paying), "proposed");
  const terms = { ...programmeForm(programme), ...next, newest: programme.id, capYen: "35000" };
  expectWord(await deeds.propose(center, reviewer, programmeVersions, terms), "proposed");
}

export async function makeClosings({ center, officials, today, at }: World): Promise<void> {
  at(-1);
  const day = today.add({ days: 20 });
  const closing = { fromOn: day, untilOn: day, reason: "設備の点検" };
  await addClosing(center, officials.reviewer, closing);
  const mistaken = { ...closing, fromOn: day.add({ days: 1 }), untilOn: day.add({ days: 1 }) };
  await addClosing(center, officials.reviewer, mistaken);
  const added = await closingsFrom(center.db, mistaken.fromOn);
  const [{ id } = { id: "" }] = added.filter(({ fromOn }) => fromOn.equals(mistaken.fromOn));
  if (!(await takeBackClosing(center, officials.reviewer, id))) throw new Error("it began already");
}
