/** 利用申請 in every state but 承認, of which the past is full; one is in the hands of an official, and the rule of approvals is to change. */
import { deeds } from "@madoguchi/center";
import { applicationForm, dateFields, expectWord } from "./world.ts";
import type { World } from "./world.ts";

const { currentApplication, decide, saveDraft, straightTerms, submitApplication } =
  deeds.onboardingDeeds;
const { takeCase } = deeds.deskDeeds;

export async function makeApplications(world: World): Promise<void> {
  for (const number of [1, 2, 3, 4]) await apply(world, number);
  await answer(world, 3, {
    action: "return",
    points: [
      {
        field: "contactPhone",
        code: "wrong",
        message: "電話番号が、名簿の番号と違います。（架空）",
      },
    ],
  });
  await answer(world, 4, {
    action: "refuse",
    code: "full-type",
    reason: "通常のオンライン資格確認を導入している施設です。（架空）",
  });
  await take(world, 2);
  await proposeRule(world);
}

/** By one who goes on working on it. */
async function take({ center, officials, facility, at }: World, number: number): Promise<void> {
  at();
  const { facilityId } = facility(number);
  const application = await currentApplication(center.db, facilityId);
  if (!application) throw new Error(`sample ${number} has not applied`);
  const taken = { work: "usage-application", id: application.id, facilityId } as const;
  if (!(await takeCase(center, officials.reviewer, taken))) throw new Error("a colleague has it");
}

async function proposeRule({ center, officials, today, at }: World): Promise<void> {
  at(-1);
  const terms = {
    kind: "pharmacy",
    ...dateFields("effectiveFrom", today.add({ days: 14 })),
    isOn: "on",
    samplePercent: "20",
    holdMinutes: "120",
  };
  expectWord(await deeds.propose(center, officials.one, straightTerms, terms), "proposed");
}

/** The first stays a draft. */
async function apply(world: World, number: number): Promise<void> {
  const { center, today } = world;
  const actor = world.facility(number);
  world.at(-6, 9 + number);
  const form = applicationForm(today.add({ days: 20 }), number);
  expectWord(await saveDraft(center, actor, 0, form), "saved");
  if (number === 1) return;
  expectWord(await submitApplication(center, actor, 1), "submitted");
}

async function answer(
  world: World,
  number: number,
  decision: Parameters<typeof decide>[3],
): Promise<void> {
  const { center, officials } = world;
  world.at(-5, 9 + number);
  const application = await currentApplication(center.db, world.facility(number).facilityId);
  if (!application) throw new Error(`sample ${number} has not applied`);
  expectWord(await decide(center, officials.approver, application, decision), "decided");
}
