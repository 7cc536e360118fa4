/** One simulated person doing one thing, through the center's own actions; done again after a stop it goes on where it was. */
import { grantDeeds } from "@madoguchi/center";
import { Temporal } from "temporal-polyfill";
import type { Fate } from "./fates.ts";
import { accountOf, costsOf, goodAccountOf, receiptOf } from "./forms.ts";
import { applicant } from "./people.ts";
import { PROGRAMME } from "./place.ts";
import type { Office } from "./place.ts";
import type { Standing } from "./store.ts";

export const REPAID_ON = Temporal.PlainDate.from("2026-06-26");

/** Whose it is, and what the center knows of them so far. */
export type Turn = { readonly number: number; readonly standing: Standing | undefined };

type Acting = Turn & { readonly place: Office; readonly fate: Fate };

export type DeedName =
  | "apply"
  | "approve"
  | "correct"
  | "correctTooLate"
  | "nameAccount"
  | "receive"
  | "refuse"
  | "revoke"
  | "sendBack";

export const deeds: Readonly<Record<DeedName, (acting: Acting) => Promise<void>>> = {
  apply,
  approve,
  correct,
  correctTooLate,
  nameAccount,
  receive,
  refuse,
  revoke,
  sendBack,
};

/** @throws when the center did anything but what was to come */
function expectResult(result: unknown, ...expected: readonly string[]): void {
  const word =
    typeof result === "object" && result !== null && "kind" in result ? result.kind : result;
  if (typeof word !== "string" || !expected.includes(word)) {
    throw new Error(`${JSON.stringify(result)} instead of ${expected.join(" or ")}`);
  }
}

async function apply({ place, number, fate, standing }: Acting): Promise<void> {
  const { center } = place;
  const actor = applicant(number);
  const form = standing ? { ...standing } : { id: await start({ place, number }), version: 1 };
  const asMeant = fate.course !== "corrected" && fate.course !== "correctedTwice";
  const costsForm = costsOf(fate, number, asMeant);
  await fill({ place, number, form, change: { costsForm } });
  const receipt = {
    paper: "receipt",
    fileName: "領収書（模擬）.pdf",
    bytes: receiptOf(number),
  } as const;
  const added = await grantDeeds.addReceipts(center, actor, form.id, each(receipt));
  expectResult(added, "taken");
  // One that was there before a stop is no change.
  if (added.kind === "taken" && added.count > 0) form.version += 1;
  await fill({ place, number, form, change: { accountForm: accountOf(fate, number) } });
  await submit({ place, number, form }, "submitted");
}

async function start({ place, number }: Pick<Acting, "place" | "number">): Promise<string> {
  const started = await grantDeeds.startApplication(place.center, applicant(number), PROGRAMME);
  if (started.kind !== "started") throw new Error(`${started.kind} instead of started`);

  return started.id;
}

/** The second time of who is to correct twice it is right. */
async function correct({ place, number, fate, standing }: Acting): Promise<void> {
  if (!standing) return;
  const asMeant = fate.course === "corrected" || standing.submissions === 2;
  const costsForm = costsOf(fate, number, asMeant);
  const form = { ...standing };
  await fill({ place, number, form, change: { costsForm } });
  await submit({ place, number, form }, "submitted");
}

/** After the last day for it: refused, and then the office may end it. */
async function correctTooLate({ place, number, standing }: Acting): Promise<void> {
  if (!standing) return;
  await submit({ place, number, form: standing }, "correction-too-late");
  const [official] = place.officials;
  const { id, version } = standing;
  const reason = { code: "not-corrected", reason: "直しの期限を過ぎたためです（模擬）。" };
  expectResult(await grantDeeds.refuse(place.center, official, id, version, reason), "refused");
}

type Filling = {
  readonly place: Office;
  readonly number: number;
  /** As the form in front of this person says it, so that nobody overwrites what a colleague saved. */
  readonly form: { readonly id: string; version: number };
};

async function fill({
  place: { center },
  number,
  form,
  change,
}: Filling & { readonly change: Parameters<typeof grantDeeds.saveForm>[4] }): Promise<void> {
  const actor = applicant(number);
  const result = await grantDeeds.saveForm(center, actor, form.id, form.version, change);
  expectResult(result, "saved");
  form.version += 1;
}

type Submitting = Omit<Filling, "form"> & { readonly form: Readonly<Filling["form"]> };

async function submit(
  { place: { center }, number, form }: Submitting,
  outcome: string,
): Promise<void> {
  const actor = applicant(number);
  const result = await grantDeeds.submitApplication(center, actor, form.id, form.version);
  expectResult(result.kind === "refused" ? result.reason : result, outcome);
}

/** By each of the two who has not yet. Where the budget is used up, the second waits. */
async function approve({ place, standing }: Acting): Promise<void> {
  if (!standing) return;
  const missing = place.officials.filter(({ id }) => !standing.approvers.includes(id));
  for (const [index, official] of missing.entries()) {
    const version = standing.version + index;
    const result = await grantDeeds.approve(place.center, official, standing.id, version);
    const isLast = index === missing.length - 1;
    expectResult(result, ...(isLast ? ["approved", "budget-exhausted"] : ["approval-counted"]));
  }
}

async function sendBack({ place, standing }: Acting): Promise<void> {
  if (!standing) return;
  const [official] = place.officials;
  const { id, version } = standing;
  const message = "金額が領収書と違います（模擬）。";
  const points = [{ field: "costs", code: "wrong", message }] as const;
  expectResult(
    await grantDeeds.returnForCorrection(place.center, official, id, version, points),
    "returned",
  );
}

async function refuse({ place, standing }: Acting): Promise<void> {
  if (!standing) return;
  const [official] = place.officials;
  const { id, version } = standing;
  const reason = { code: "not-eligible-item", reason: "リースの機器のためです（模擬）。" };
  expectResult(await grantDeeds.refuse(place.center, official, id, version, reason), "refused");
}

/** The bank gave back what it had paid; or it could not pay, and then only the account is to be named. */
async function nameAccount({ place, number, standing }: Acting): Promise<void> {
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

async function revoke({ place, fate, standing }: Acting): Promise<void> {
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

async function receive({ place, standing }: Acting): Promise<void> {
  if (!standing) return;
  const [official] = place.officials;
  const { id } = standing;
  expectResult(
    await grantDeeds.receiveRepayment(place.center, official, id, REPAID_ON),
    "repayment-received",
  );
}

async function* each<T>(one: T): AsyncGenerator<T> {
  yield one;
}
