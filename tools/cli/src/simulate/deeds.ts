/** One simulated person doing one thing, through the center's own actions; done again after a stop it goes on where it was. */
import { grantDeeds } from "@madoguchi/center";
import type { Fate } from "./fates.ts";
import { accountOf, costsOf, goodAccountOf, receiptOf } from "./forms.ts";
import { applicant, PROGRAMME } from "./place.ts";
import type { Place } from "./place.ts";
import type { Standing } from "./store.ts";

export type Turn = {
  readonly place: Place;
  readonly number: number;
  readonly fate: Fate;
  readonly standing: Standing | undefined;
};

/** @throws when the center did anything but what was to come */
function expectResult(result: unknown, ...expected: readonly string[]): void {
  const word =
    typeof result === "object" && result !== null && "kind" in result ? result.kind : result;
  if (typeof word !== "string" || !expected.includes(word)) {
    throw new Error(`${JSON.stringify(result)} instead of ${expected.join(" or ")}`);
  }
}

export async function apply({ place, number, fate, standing }: Turn): Promise<void> {
  const { center } = place;
  const actor = applicant(number);
  let id = standing?.id;
  if (id === undefined) {
    const started = await grantDeeds.startApplication(center, actor, PROGRAMME);
    expectResult(started, "started");
    if (started.kind === "started") id = started.id;
  }
  if (id === undefined) return;
  const asMeant = fate.course !== "corrected" && fate.course !== "correctedTwice";
  const costsForm = costsOf(fate, number, asMeant);
  await fill({ place, number, id, change: { costsForm } });
  const receipt = { fileName: "領収書（模擬）.pdf", bytes: receiptOf(number) };
  expectResult(await grantDeeds.addReceipts(center, actor, id, each(receipt)), "taken");
  await fill({ place, number, id, change: { accountForm: accountOf(fate, number) } });
  await submit({ place, number, id }, "submitted");
}

/** The second time of who is to correct twice it is right. */
export async function correct({ place, number, fate, standing }: Turn): Promise<void> {
  if (!standing) return;
  const asMeant = fate.course === "corrected" || standing.submissions === 2;
  const costsForm = costsOf(fate, number, asMeant);
  await fill({ place, number, id: standing.id, change: { costsForm } });
  await submit({ place, number, id: standing.id }, "submitted");
}

/** After the last day for it: refused, and then the office may end it. */
export async function correctTooLate({ place, number, standing }: Turn): Promise<void> {
  if (!standing) return;
  await submit({ place, number, id: standing.id }, "correction-too-late");
  const [official] = place.officials;
  const { id, version } = standing;
  const reason = "直しの期限を過ぎたためです（模擬）。";
  expectResult(await grantDeeds.refuse(place.center, official, id, version, reason), "refused");
}

type Filling = {
  readonly place: Place;
  readonly number: number;
  readonly id: string;
};

async function fill({
  place: { center },
  number,
  id,
  change,
}: Filling & { readonly change: Parameters<typeof grantDeeds.saveForm>[4] }): Promise<void> {
  const version = await versionOf(center, id);
  const actor = applicant(number);
  expectResult(await grantDeeds.saveForm(center, actor, id, version, change), "saved");
}

async function submit({ place: { center }, number, id }: Filling, outcome: string): Promise<void> {
  const version = await versionOf(center, id);
  const result = await grantDeeds.submitApplication(center, applicant(number), id, version);
  expectResult(result.kind === "refused" ? result.reason : result, outcome);
}

async function versionOf(center: Place["center"], id: string): Promise<number> {
  const application = await grantDeeds.findApplication(center.db, id);

  return application?.version ?? 0;
}

/** By each of the two who has not yet. Where the budget is used up, the second waits. */
export async function approve({ place, standing }: Turn): Promise<void> {
  if (!standing) return;
  const missing = place.officials.filter(({ id }) => !standing.approvers.includes(id));
  for (const [index, official] of missing.entries()) {
    const version = standing.version + index;
    const result = await grantDeeds.approve(place.center, official, standing.id, version);
    const isLast = index === missing.length - 1;
    expectResult(result, ...(isLast ? ["approved", "budget-exhausted"] : ["approval-counted"]));
  }
}

export async function sendBack({ place, standing }: Turn): Promise<void> {
  if (!standing) return;
  const [official] = place.officials;
  const { id, version } = standing;
  const message = "金額が領収書と違います（模擬）。";
  const points = [{ part: "costs", code: "wrong", message }] as const;
  expectResult(
    await grantDeeds.returnForCorrection(place.center, official, id, version, points),
    "returned",
  );
}

export async function refuse({ place, standing }: Turn): Promise<void> {
  if (!standing) return;
  const [official] = place.officials;
  const { id, version } = standing;
  const reason = "リースの機器のためです（模擬）。";
  expectResult(await grantDeeds.refuse(place.center, official, id, version, reason), "refused");
}

/** The bank gave back what it had paid; or it could not pay, and then only the account is to be named. */
export async function nameAccount({ place, number, standing }: Turn): Promise<void> {
  if (!standing) return;
  const [official] = place.officials;
  if (standing.payment === "paid") {
    expectResult(await grantDeeds.recordRecall(place.center, official, standing.id), "done");
  }
  const account = goodAccountOf(number);
  expectResult(
    await grantDeeds.correctAccount(place.center, applicant(number), standing.id, account),
    "done",
  );
}

export async function revoke({ place, fate, standing }: Turn): Promise<void> {
  if (!standing) return;
  const [one, two] = place.officials;
  const proposal = { reason: "返品していたためです（模擬）。", principalYen: fate.principalYen };
  if (standing.revocation === null) {
    const proposed = await grantDeeds.proposeRevocation(place.center, one, standing.id, proposal);
    expectResult(proposed, "revocation-proposed");
  }
  const done = standing.payment === "paid" ? "repayment-demanded" : "revoked";
  expectResult(await grantDeeds.confirmRevocation(place.center, two, standing.id), done);
}

async function* each<T>(one: T): AsyncGenerator<T> {
  yield one;
}
