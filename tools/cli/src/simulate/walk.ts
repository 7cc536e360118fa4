/**
 * The months of the simulation, one step after the other. Where each application stands is read from the database before every step,
 * so whoever was stopped anywhere goes on from there: nothing is kept beside it.
 */
import { grantDeeds } from "@madoguchi/center";
import { startOfDay } from "@madoguchi/notation";
import { transaction } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { drawBooks, Follower } from "./books.ts";
import type { Crew } from "./crew.ts";
import type { DeedName, Turn } from "./deeds.ts";
import { fateOf } from "./fates.ts";
import type { Course, Fate } from "./fates.ts";
import { facilityIdOf } from "./people.ts";
import { programme, PROGRAMME } from "./place.ts";
import type { Place } from "./place.ts";
import { standings, unsettledBatch } from "./store.ts";
import type { Standing } from "./store.ts";

const LOOKS_A_STEP = 20;

export const TRANSFER_ON = Temporal.PlainDate.from("2026-05-27");
const LAST_SUPPLEMENT_ON = Temporal.PlainDate.from("2026-05-31");
const SECOND_TRANSFER_ON = Temporal.PlainDate.from("2026-06-10");

type Step = {
  readonly name: string;
  readonly on: string;
  readonly needs: (fate: Fate, standing: Standing | undefined) => boolean;
  readonly deed: DeedName;
};

const isOf = (fate: Fate, ...courses: readonly Course[]) => courses.includes(fate.course);
const waits = (standing: Standing | undefined, submissions: number): standing is Standing =>
  standing?.state === "submitted" && standing.submissions === submissions;

const reviewing: readonly Step[] = [
  {
    name: "申請",
    on: "2026-04-06",
    needs: (_, standing) => !standing || standing.state === "draft",
    deed: "apply",
  },
  {
    name: "不交付",
    on: "2026-04-13",
    needs: (fate, standing) => isOf(fate, "refused") && waits(standing, 1),
    deed: "refuse",
  },
  {
    name: "差戻し",
    on: "2026-04-13",
    needs: (fate, standing) =>
      isOf(fate, "corrected", "correctedTwice", "lapsed") && waits(standing, 1),
    deed: "sendBack",
  },
  {
    name: "2人の承認",
    on: "2026-04-14",
    needs: (fate, standing) =>
      isOf(fate, "straight", "bounced", "recalled", "revokedUnpaid", "repaid") &&
      waits(standing, 1),
    deed: "approve",
  },
  {
    name: "修正",
    on: "2026-04-20",
    needs: (fate, standing) =>
      isOf(fate, "corrected", "correctedTwice") &&
      standing?.state === "returned" &&
      standing.submissions === 1,
    deed: "correct",
  },
  {
    name: "2回目の差戻し",
    on: "2026-04-27",
    needs: (fate, standing) => isOf(fate, "correctedTwice") && waits(standing, 2),
    deed: "sendBack",
  },
  {
    name: "受付の終わった後の修正",
    on: "2026-05-07",
    needs: (fate, standing) =>
      isOf(fate, "correctedTwice") && standing?.state === "returned" && standing.submissions === 2,
    deed: "correct",
  },
  {
    name: "期限を過ぎた修正と不交付",
    on: "2026-05-08",
    needs: (fate, standing) => isOf(fate, "lapsed") && standing?.state === "returned",
    deed: "correctTooLate",
  },
];

const afterSupplement: readonly Step[] = [
  {
    name: "予算を足した後の承認",
    on: "2026-05-15",
    needs: (_, standing) => standing?.state === "submitted",
    deed: "approve",
  },
  {
    name: "振込前の取消し",
    on: "2026-05-18",
    needs: (fate, standing) =>
      isOf(fate, "revokedUnpaid") &&
      standing?.payment === "due" &&
      (standing.revocation === null || standing.revocation === "proposed"),
    deed: "revoke",
  },
];

const afterTransfers: readonly Step[] = [
  {
    name: "組戻しと口座の直し",
    on: "2026-06-01",
    needs: (fate, standing) =>
      standing?.attempts === 1 &&
      (standing.payment === "bounced" || (isOf(fate, "recalled") && standing.payment === "paid")),
    deed: "nameAccount",
  },
];

const atTheEnd: readonly Step[] = [
  {
    name: "返還の請求",
    on: "2026-06-15",
    needs: (fate, standing) =>
      isOf(fate, "repaid") &&
      standing?.payment === "paid" &&
      (standing.revocation === null || standing.revocation === "proposed"),
    deed: "revoke",
  },
  {
    name: "返還の受取り",
    on: "2026-06-30",
    needs: (_, standing) => standing?.revocation === "confirmed" && standing.payment === "paid",
    deed: "receive",
  },
];

export type Say = (line: string) => void;

/** How often the books were looked into: followed from the last look on, and drawn up as a whole. */
export type Looks = { readonly followed: number; readonly whole: number };

type Look = { readonly follow: () => Promise<void>; readonly whole: () => Promise<void> };

export async function walk(
  place: Place,
  crew: Crew,
  applications: number,
  budgetYen: number,
  say: Say,
): Promise<Looks> {
  const fates = Array.from({ length: applications }, (_, number) => fateOf(number));
  const follower = new Follower(place.center.db);
  let followed = 0;
  let whole = 0;
  const look: Look = {
    follow: async () => {
      await follower.catchUp();
      followed += 1;
    },
    whole: async () => {
      await follower.catchUp();
      await drawBooks(place.center.db);
      whole += 1;
    },
  };
  const take = async (steps: readonly Step[]): Promise<void> => {
    for (const step of steps) await takeStep(place, crew, fates, step, look, say);
  };

  await take(reviewing);
  await supplement(place, budgetYen);
  await look.whole();
  await take(afterSupplement);
  await pay(place, { make: "2026-05-20", on: TRANSFER_ON, settle: "2026-05-28" }, look, say);
  await take(afterTransfers);
  await pay(place, { make: "2026-06-03", on: SECOND_TRANSFER_ON, settle: "2026-06-11" }, look, say);
  await take(atTheEnd);

  return { followed, whole };
}

async function takeStep(
  place: Place,
  crew: Crew,
  fates: readonly Fate[],
  step: Step,
  look: Look,
  say: Say,
): Promise<void> {
  const standing = new Map(
    (await standings(place.center.db)).map((each) => [each.facilityId, each]),
  );
  const turns = fates.flatMap((fate, number): Turn[] => {
    const own = standing.get(facilityIdOf(number));

    return step.needs(fate, own) ? [{ number, standing: own }] : [];
  });
  const part = Math.ceil(turns.length / LOOKS_A_STEP);
  for (let from = 0; from < turns.length; from += part) {
    await crew.act(step.deed, timeOn(step.on), turns.slice(from, from + part));
    await look.follow();
    say(`${step.name}　${Math.min(turns.length, from + part)}／${turns.length}件`);
  }
  await look.whole();
}

/** A further version of the programme: the budget as it has to be for all. */
async function supplement({ center, setTime }: Place, budgetYen: number): Promise<void> {
  const current = await grantDeeds.currentProgramme(center.db, PROGRAMME, LAST_SUPPLEMENT_ON);
  if (!current || (current.budgetYen ?? 0) >= budgetYen) return;
  const next = programme(current.version + 1, budgetYen);
  setTime(startOfDay(next.effectiveFrom));
  await transaction(center.db, (tx) => grantDeeds.addProgramme(tx, next, center.clock.now()));
}

type Days = { readonly make: string; readonly on: Temporal.PlainDate; readonly settle: string };

/** Batch after batch until nothing is due; one that was left in the middle comes first. */
async function pay(place: Place, days: Days, look: Look, say: Say): Promise<void> {
  const { center, officials, bank } = place;
  const [maker, approver] = officials;
  for (;;) {
    setDay(place, days.make);
    if (!(await unsettledBatch(center.db))) {
      if ((await grantDeeds.makeBatch(center, maker, days.on)).kind === "nothing-due") return;
      await look.follow();
    }
    const batch = await unsettledBatch(center.db);
    if (!batch) throw new Error("a batch that was made is not there");
    if (batch.state === "made") {
      await grantDeeds.approveBatch(center, approver, batch.id);
      say(`振込データ第${batch.number}号　確認済み`);
    }
    const taken = await grantDeeds.takeFile(center, approver, batch.id);
    if (taken.kind !== "file") throw new Error(`the file is refused: ${taken.reason}`);
    const answer = await bank.order(batch.number, taken.file);
    setDay(place, days.settle);
    const settled = await grantDeeds.settleBatch(center, maker, batch.id, answer);
    if (settled.kind !== "settled") throw new Error(`the answer is refused: ${settled.kind}`);
    await look.whole();
    say(`振込データ第${batch.number}号　振込${settled.paid}件、不能${settled.bounced}件`);
  }
}

function setDay({ setTime }: Place, day: string): void {
  setTime(timeOn(day));
}

function timeOn(day: string): Temporal.Instant {
  return startOfDay(Temporal.PlainDate.from(day)).add({ hours: 10 });
}
