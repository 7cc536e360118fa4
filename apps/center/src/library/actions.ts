/** Publishing, changing and withdrawing a notice; and what a reader thinks of a text. */
import { newId, readForm, sha256, transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { audit } from "../audit/index.ts";
import type { FacilityActor, OfficialActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import type { Subject } from "../proposals/index.ts";
import { can, numberOf } from "./rules/notice.ts";
import type { Notice } from "./rules/notice.ts";
import { changeSchema, publishSchema } from "./rules/notice-form.ts";
import type { NoticeDraft } from "./rules/notice-form.ts";
import type { Rating } from "./rules/rating.ts";
import {
  findNotice,
  insertNotice,
  insertRevision,
  nextCount,
  updateNotice,
} from "./store/notices.ts";
import { insertMailing } from "./store/audience.ts";
import { putRating } from "./store/readers.ts";

type Refusal = { readonly kind: "refused"; readonly because: "role" | "withdrawn" };
type Changed = { readonly kind: "done"; readonly number: string };
type Missing = { readonly kind: "missing" };
/** Somebody else changed it meanwhile. */
type Stale = { readonly kind: "stale" };

type Draft = Omit<NoticeDraft, "category" | "isMailed">;

/** What waits for a second official: a new notice, or another text of one. */
export type NoticeChange =
  | { readonly kind: "new"; readonly key: string; readonly draft: NoticeDraft }
  | {
      readonly kind: "change";
      readonly number: string;
      /** That the writer saw. */
      readonly version: number;
      readonly draft: Omit<Draft, "publishedAt"> & { readonly what: string };
    };

type NoticeRefusal = "stale" | "withdrawn";

const contentSchema = z.object({
  /** Null for a new one, which has a key of its own until then. */
  number: z.string().nullable(),
  key: z.string(),
  version: z.int().nullable(),
  form: z.record(z.string(), z.string()),
});
export type NoticeContent = z.infer<typeof contentSchema>;

export const noticeChanges: Subject<NoticeChange, NoticeRefusal> = {
  name: "notice",
  audited: {
    proposed: "notice.proposed",
    confirmed: "notice.confirmed",
    withdrawn: "notice.proposal-withdrawn",
  },
  read(content) {
    const { data } = contentSchema.safeParse(content);
    if (!data) return null;
    if (data.number === null || data.version === null) {
      const form = readForm(publishSchema, data.form);

      return form.ok ? { kind: "new", key: data.key, draft: form.value } : null;
    }
    const form = readForm(changeSchema, data.form);
    const { number, version } = data;

    return form.ok ? { kind: "change", number, version, draft: form.value } : null;
  },
  keyOf: (change) => (change.kind === "new" ? change.key : change.number),
  async holds(tx, change) {
    if (change.kind === "new") return null;
    const notice = await findNotice(tx, change.number);

    return notice ? String(notice.version) : null;
  },
  async refuse(tx, _center, change) {
    if (change.kind === "new") return null;
    const notice = await findNotice(tx, change.number);
    if (notice?.withdrawnAt !== null) return "withdrawn";

    return notice.version === change.version ? null : "stale";
  },
  needsTwo: () => true,
  async apply(tx, center, official, change) {
    return change.kind === "new"
      ? { became: await publish(tx, center, official, change.draft) }
      : { became: await changeText(tx, center, official, change) };
  },
};

async function publish(
  tx: Tx,
  center: Center,
  official: OfficialActor,
  { category, isMailed, publishedAt, ...text }: NoticeDraft,
): Promise<string> {
  const now = center.clock.now();
  const number = numberOf(category, await nextCount(tx, category));
  const isLater = publishedAt !== null && Temporal.Instant.compare(publishedAt, now) > 0;
  const notice: Notice = {
    ...text,
    id: newId(),
    number,
    publishedAt: isLater ? publishedAt : now,
    revisedAt: null,
    withdrawnAt: null,
    withdrawnBecause: null,
    replacedBy: null,
    version: 1,
  };
  await insertNotice(tx, notice, {
    noticeId: notice.id,
    version: 1,
    at: now,
    accountId: official.id,
    what: "",
    title: notice.title,
    body: notice.body,
  });
  if (isMailed) await insertMailing(tx, notice.id);
  await audit(tx, center.clock, {
    action: "notice.published",
    actor: { kind: "official", id: official.id },
    facilityId: null,
    subject: { kind: "notice", id: notice.id },
    detail: { number, weight: notice.weight, mailed: isMailed },
  });

  return number;
}

async function changeText(
  tx: Tx,
  center: Center,
  official: OfficialActor,
  { number, version, draft: { what, ...text } }: Extract<NoticeChange, { kind: "change" }>,
): Promise<string> {
  const now = center.clock.now();
  const notice = await findNotice(tx, number);
  if (!notice || !(await updateNotice(tx, { ...notice, ...text, revisedAt: now, version }))) {
    throw new Error(`notice ${number} changed while its row was looked at`);
  }
  await insertRevision(tx, {
    noticeId: notice.id,
    version: version + 1,
    at: now,
    accountId: official.id,
    what,
    title: text.title,
    body: text.body,
  });
  await audit(tx, center.clock, {
    action: "notice.changed",
    actor: { kind: "official", id: official.id },
    facilityId: null,
    subject: { kind: "notice", id: notice.id },
    detail: { number, version: version + 1 },
  });

  return number;
}

/** @param replacedBy the number of what is read instead; empty: nothing */
export async function withdrawNotice(
  center: Center,
  actor: OfficialActor,
  number: string,
  version: number,
  { because, replacedBy }: { readonly because: string; readonly replacedBy: string },
): Promise<Changed | Refusal | Missing | Stale> {
  const now = center.clock.now();

  return transaction(center.db, async (tx) => {
    const notice = await findNotice(tx, number);
    if (notice === undefined) return { kind: "missing" };
    const allowed = can.change(actor, notice);
    if (allowed !== true) return { kind: "refused", because: allowed };
    const withdrawn = {
      ...notice,
      withdrawnAt: now,
      withdrawnBecause: because,
      replacedBy: replacedBy === "" ? null : replacedBy,
      version,
    };
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
