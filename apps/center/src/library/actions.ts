/** Publishing, changing and withdrawing a notice; and what a reader thinks of a text. */
import { newId, sha256, transaction } from "@madoguchi/platform";
import { audit } from "../audit/index.ts";
import type { FacilityActor, OfficialActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { can, numberOf } from "./rules/notice.ts";
import type { Notice } from "./rules/notice.ts";
import type { NoticeDraft } from "./rules/notice-form.ts";
import type { Rating } from "./rules/rating.ts";
import {
  findNotice,
  insertNotice,
  insertRevision,
  nextCount,
  updateNotice,
} from "./store/notices.ts";
import { putRating } from "./store/readers.ts";

type Refusal = { readonly kind: "refused"; readonly because: "role" | "withdrawn" };
type Changed = { readonly kind: "done"; readonly number: string };
type Missing = { readonly kind: "missing" };
/** Somebody else changed it meanwhile. */
type Stale = { readonly kind: "stale" };

export async function publishNotice(
  center: Center,
  actor: OfficialActor,
  draft: NoticeDraft,
): Promise<Changed | Refusal> {
  if (can.publish(actor) !== true) return { kind: "refused", because: "role" };
  const now = center.clock.now();

  return transaction(center.db, async (tx) => {
    const { category, ...text } = draft;
    const number = numberOf(category, await nextCount(tx, category));
    const notice: Notice = {
      ...text,
      id: newId(),
      number,
      publishedAt: draft.publishedAt ?? now,
      revisedAt: null,
      withdrawnAt: null,
      withdrawnBecause: null,
      version: 1,
    };
    await insertNotice(tx, notice, {
      noticeId: notice.id,
      version: 1,
      at: now,
      accountId: actor.id,
      what: "",
      title: notice.title,
      body: notice.body,
    });
    await audit(tx, center.clock, {
      action: "notice.published",
      actor: { kind: "official", id: actor.id },
      facilityId: null,
      subject: { kind: "notice", id: notice.id },
      detail: { number, weight: notice.weight },
    });

    return { kind: "done", number };
  });
}

/** @param what changed, for readers who knew it before; @param version that the official saw */
export async function changeNotice(
  center: Center,
  actor: OfficialActor,
  number: string,
  version: number,
  draft: Omit<NoticeDraft, "category" | "publishedAt"> & { readonly what: string },
): Promise<Changed | Refusal | Missing | Stale> {
  const now = center.clock.now();

  return transaction(center.db, async (tx) => {
    const notice = await findNotice(tx, number);
    if (notice === undefined) return { kind: "missing" };
    const allowed = can.change(actor, notice);
    if (allowed !== true) return { kind: "refused", because: allowed };
    const { what, ...text } = draft;
    if (!(await updateNotice(tx, { ...notice, ...text, revisedAt: now, version }))) {
      return { kind: "stale" };
    }
    await insertRevision(tx, {
      noticeId: notice.id,
      version: version + 1,
      at: now,
      accountId: actor.id,
      what,
      title: text.title,
      body: text.body,
    });
    await audit(tx, center.clock, {
      action: "notice.changed",
      actor: { kind: "official", id: actor.id },
      facilityId: null,
      subject: { kind: "notice", id: notice.id },
      detail: { number, version: version + 1 },
    });

    return { kind: "done", number };
  });
}

export async function withdrawNotice(
  center: Center,
  actor: OfficialActor,
  number: string,
  version: number,
  because: string,
): Promise<Changed | Refusal | Missing | Stale> {
  const now = center.clock.now();

  return transaction(center.db, async (tx) => {
    const notice = await findNotice(tx, number);
    if (notice === undefined) return { kind: "missing" };
    const allowed = can.change(actor, notice);
    if (allowed !== true) return { kind: "refused", because: allowed };
    const withdrawn = { ...notice, withdrawnAt: now, withdrawnBecause: because, version };
    if (!(await updateNotice(tx, withdrawn))) return { kind: "stale" };
    await audit(tx, center.clock, {
      action: "notice.withdrawn",
      actor: { kind: "official", id: actor.id },
      facilityId: null,
      subject: { kind: "notice", id: notice.id },
      detail: { number },
    });

    return { kind: "done", number };
  });
}

/** @param reader the token of the reader's cookie; who is signed in is known by the account instead */
export async function rate(
  center: Center,
  reader: FacilityActor | { readonly token: string },
  number: string,
  { stars, comment }: Rating,
): Promise<void> {
  const actor = "token" in reader ? null : reader;
  const rater = "token" in reader ? `reader ${reader.token}` : `account ${reader.id}`;
  await transaction(center.db, async (tx) => {
    await putRating(tx, {
      number,
      rater: sha256(rater),
      stars,
      comment: comment === "" ? null : comment,
      accountId: actor?.id ?? null,
      at: center.clock.now(),
    });
    if (actor === null) return;
    await audit(tx, center.clock, {
      action: "library.rated",
      actor: { kind: "person", id: actor.id },
      facilityId: actor.facilityId,
      subject: { kind: "library", id: number },
      detail: { stars },
    });
  });
}
