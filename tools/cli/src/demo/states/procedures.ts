/** Procedures of facilities in every state, and decisions that can be taken back, that were, that took effect, and that came to nothing. */
import { deeds } from "@madoguchi/center";
import type { Temporal } from "temporal-polyfill";
import { dateFields, expectWord } from "./world.ts";
import type { World } from "./world.ts";

const { decide, submitProcedure, withdrawProcedure } = deeds.procedureDeeds;
const { deskTerms, newestTerms, takeEffects, termsForm, undo } = deeds.deskDeeds;

export async function makeProcedures(world: World): Promise<void> {
  const { center, officials, today } = world;
  const { approver } = officials;
  await changeTerms(world);

  world.at(-20);
  await notify(world, 5, { phone: "0300002005" }, today.subtract({ days: 20 }));
  await notify(world, 6, { phone: "0300002006" }, today.add({ days: 14 }));
  const returned = await notify(world, 6, { founder: "見本 交代" });
  const refused = await notify(world, 7, { founder: "見本 後任" });
  const withdrawn = await notify(world, 7, { phone: "0300002007" });
  const undone = await notify(world, 8, { founder: "見本 次代" });
  const dropped = await notify(world, 9, { founder: "見本 後継" });
  expectWord(await withdrawProcedure(center, world.facility(7), withdrawn), "done");

  await answer(world, returned, {
    action: "return",
    points: [{ field: "founder", code: "wrong", message: "届出の氏名と字が違います。（架空）" }],
  });
  await answer(world, refused, {
    action: "refuse",
    code: "not-registered",
    reason: "開設者の変更の届出を確かめられませんでした。（架空）",
  });
  await answer(world, dropped, { action: "approve" });
  await answer(world, undone, { action: "approve" });
  expectWord(await undo(center, approver, { id: undone, work: "procedure" }), "done");
  expectWord(await withdrawProcedure(center, world.facility(9), dropped), "done");
  world.at(-18);
  await takeEffects(center, [deeds.procedureQueue]);

  world.at();
  await notify(world, 10, { founder: "見本 新任" });
  const held = await notify(world, 5, { address: "東京都千代田区霞が関1-3-5（架空）" });
  await answer(world, held, { action: "approve" });
}

async function notify(
  world: World,
  number: number,
  change: { readonly founder?: string; readonly phone?: string; readonly address?: string },
  effectiveOn: Temporal.PlainDate = world.today.add({ days: 14 }),
): Promise<string> {
  const kind = change.founder === undefined ? "details" : "founder";
  const notification = { kind, effectiveOn, change, again: null } as const;
  const result = await submitProcedure(world.center, world.facility(number), notification);
  if (result.kind !== "submitted") throw new Error(`${JSON.stringify(result)} of sample ${number}`);

  return result.id;
}

async function answer(
  { center, officials }: World,
  id: string,
  decision: Parameters<typeof decide>[3],
): Promise<void> {
  // Nobody has changed it since it was handed in.
  const result = await decide(center, officials.approver, { id, version: 1 }, decision);
  expectWord(result, "decided");
}

/** A day to think a procedure over, since a month ago; one proposal that was withdrawn, and one that waits. */
async function changeTerms(world: World): Promise<void> {
  const { center, officials, today } = world;
  const { reviewer, approver } = officials;
  const propose = async (
    work: "procedure" | "usage-application",
    from: Temporal.PlainDate,
    minutes: number,
  ) => {
    const terms = termsForm(await newestTerms(center.db, work));
    const form = { ...terms, ...dateFields("effectiveFrom", from), holdMinutes: String(minutes) };
    const made = await deeds.propose(center, reviewer, deskTerms, form);
    if (made.kind !== "proposed") throw new Error(`the terms of ${work} were ${made.reason}`);

    return made.id;
  };
  world.at(-30);
  const first = await propose("procedure", today.subtract({ days: 30 }), 1440);
  expectWord(await deeds.confirm(center, approver, deskTerms, first), "done");
  const second = await propose("usage-application", today, 240);
  expectWord(await deeds.withdraw(center, approver, deskTerms, second), "done");
  world.at();
  await propose("usage-application", today.add({ days: 7 }), 10);
}
