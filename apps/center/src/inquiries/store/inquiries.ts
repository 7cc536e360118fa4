/** Inquiries themselves: their state, and the lists that people and officials look at. */
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Generated, Insertable, Selectable, Updateable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Place } from "../../shell/places.ts";
import { statesOfTurn } from "../rules.ts";
import type { Category, InquiryState } from "../rules.ts";

type InquiryTable = {
  id: string;
  number: string;
  facilityId: string | null;
  accountId: string | null;
  guestName: string | null;
  guestMail: string | null;
  category: Category;
  relatedPath: string | null;
  subject: string;
  state: InquiryState;
  assigneeId: string | null;
  escalatedAt: Temporal.Instant | null;
  createdAt: Temporal.Instant;
  stateSince: Temporal.Instant;
  remindedAt: Temporal.Instant | null;
  version: Generated<number>;
  /** The case that it is about. */
  aboutWork: Generated<"usage-application" | null>;
  aboutId: Generated<string | null>;
};

declare module "@madoguchi/platform" {
  interface Tables {
    inquiry: InquiryTable;
  }
}

export type Inquiry = Selectable<InquiryTable>;

export async function insertInquiry(tx: Tx, inquiry: Insertable<InquiryTable>): Promise<void> {
  await tx.insertInto("inquiry").values(inquiry).execute();
}

export async function findInquiry(
  executor: Executor,
  number: string,
): Promise<Inquiry | undefined> {
  return executor.selectFrom("inquiry").selectAll().where("number", "=", number).executeTakeFirst();
}

export async function findInquiryById(
  executor: Executor,
  id: string,
): Promise<Inquiry | undefined> {
  return executor.selectFrom("inquiry").selectAll().where("id", "=", id).executeTakeFirst();
}

/** From the first to the last. */
export async function inquiriesAbout(executor: Executor, caseId: string): Promise<Inquiry[]> {
  return executor
    .selectFrom("inquiry")
    .selectAll()
    .where("aboutId", "=", caseId)
    .orderBy("createdAt")
    .orderBy("id")
    .execute();
}

/** Whoever else would act on it waits until the transaction has ended. */
export async function holdInquiry(tx: Tx, id: string): Promise<Inquiry | undefined> {
  return tx.selectFrom("inquiry").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
}

export async function changeInquiry(
  tx: Tx,
  { id, version }: Pick<Inquiry, "id" | "version">,
  change: Pick<
    Updateable<InquiryTable>,
    "state" | "stateSince" | "assigneeId" | "escalatedAt" | "remindedAt"
  >,
): Promise<void> {
  await tx
    .updateTable("inquiry")
    .set({ ...change, version: version + 1 })
    .where("id", "=", id)
    .execute();
}

export const LIST_PAGE = 30;

export type FacilityPlace = Place & { readonly isWaiting: boolean };

/** What waits for the facility first, the newest word on top. One more than a page shows, where there are more. */
export async function inquiriesOf(
  executor: Executor,
  facilityId: string,
  after: FacilityPlace | null,
): Promise<Inquiry[]> {
  return executor
    .selectFrom("inquiry")
    .selectAll()
    .where("facilityId", "=", facilityId)
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(state in ('answered', 'waiting'), state_since, id)
          < (${after?.isWaiting}, ${after?.at}, ${after?.id}::uuid)`,
      ),
    )
    .orderBy(sql`state in ('answered', 'waiting')`, "desc")
    .orderBy("stateSince", "desc")
    .orderBy("id", "desc")
    .limit(LIST_PAGE + 1)
    .execute();
}

export async function countsOf(
  executor: Executor,
  facilityId: string,
): Promise<{ readonly all: number; readonly waiting: number }> {
  return executor
    .selectFrom("inquiry")
    .select([
      sql<number>`count(*)::int`.as("all"),
      sql<number>`(count(*) filter (where state in ('answered', 'waiting')))::int`.as("waiting"),
    ])
    .where("facilityId", "=", facilityId)
    .executeTakeFirstOrThrow();
}

export const officeViews = ["unassigned", "mine", "colleagues", "asked", "closed"] as const;
export type OfficeView = (typeof officeViews)[number];

export type OfficeRow = Awaited<ReturnType<typeof officeRows>>[number];

export type OfficePlace = Place & { readonly isEscalated: boolean };

/** The longest waiting first, what was escalated before all; of what is closed, the newest first. One more than a page shows. */
export async function officeRows(
  executor: Executor,
  officialId: string,
  view: OfficeView,
  after: OfficePlace | null,
) {
  const isNewestFirst = view === "closed";
  const sign = sql.raw(isNewestFirst ? "<" : ">");

  return officeQuery(executor, officialId, view)
    .leftJoin("facility", "facility.id", "inquiry.facilityId")
    .leftJoin("account as assignee", "assignee.id", "inquiry.assigneeId")
    .select([
      "inquiry.id",
      "inquiry.number",
      "inquiry.subject",
      "inquiry.category",
      "inquiry.state",
      "inquiry.stateSince",
      "inquiry.escalatedAt",
      "facility.name as facilityName",
      "facility.kind as facilityKind",
      "assignee.name as assigneeName",
    ])
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(inquiry.escalated_at is null) > ${!after?.isEscalated}
        or ((inquiry.escalated_at is null) = ${!after?.isEscalated}
          and (inquiry.state_since, inquiry.id) ${sign} (${after?.at}, ${after?.id}::uuid))`),
    )
    .orderBy(sql`inquiry.escalated_at is null`)
    .orderBy("inquiry.stateSince", isNewestFirst ? "desc" : "asc")
    .orderBy("inquiry.id", isNewestFirst ? "desc" : "asc")
    .limit(LIST_PAGE + 1)
    .execute();
}

export async function officeCounts(
  executor: Executor,
  officialId: string,
): Promise<Record<OfficeView, number>> {
  const count = async (view: OfficeView) => {
    const row = await officeQuery(executor, officialId, view)
      .select((expression) => expression.fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();

    return row.count;
  };
  const [unassigned, mine, colleagues, asked, closed] = await Promise.all([
    count("unassigned"),
    count("mine"),
    count("colleagues"),
    count("asked"),
    count("closed"),
  ]);

  return { unassigned, mine, colleagues, asked, closed };
}

function officeQuery(executor: Executor, officialId: string, view: OfficeView) {
  const query = executor.selectFrom("inquiry");
  const ours = query.where("inquiry.state", "in", statesOfTurn("office"));
  switch (view) {
    case "unassigned":
      return ours.where("inquiry.assigneeId", "is", null);
    case "mine":
      return ours.where("inquiry.assigneeId", "=", officialId);
    case "colleagues":
      return ours.where("inquiry.assigneeId", "<>", officialId);
    case "asked":
      return query.where("inquiry.state", "in", statesOfTurn("asker"));
    case "closed":
      return query.where("inquiry.state", "=", "closed");
  }
}

/** That wait for the asker since before then, and of which the asker was, or was not, told that they end. */
export async function idleSince(
  executor: Executor,
  since: Temporal.Instant,
  told: "not-told" | { readonly before: Temporal.Instant },
): Promise<Pick<Inquiry, "id">[]> {
  const idle = executor
    .selectFrom("inquiry")
    .select("id")
    .where("state", "in", statesOfTurn("asker"))
    .where("stateSince", "<=", since);

  return told === "not-told"
    ? idle.where("remindedAt", "is", null).execute()
    : idle.where("remindedAt", "<=", told.before).execute();
}

/** That wait for the office since before then, and that nobody handed on. */
export async function waitingSince(
  executor: Executor,
  since: Temporal.Instant,
): Promise<Pick<Inquiry, "id">[]> {
  return executor
    .selectFrom("inquiry")
    .select("id")
    .where("state", "in", statesOfTurn("office"))
    .where("stateSince", "<=", since)
    .where("escalatedAt", "is", null)
    .execute();
}

/** Guests' inquiries whose link was never opened. */
export async function unconfirmedBefore(
  executor: Executor,
  before: Temporal.Instant,
): Promise<Pick<Inquiry, "id">[]> {
  return executor
    .selectFrom("inquiry")
    .select("id")
    .where("state", "=", "unconfirmed")
    .where("createdAt", "<", before)
    .execute();
}

/** With all that hangs on it. Only for what was never confirmed. */
export async function deleteUnconfirmed(tx: Tx, id: string): Promise<boolean> {
  const unconfirmed = await tx
    .selectFrom("inquiry")
    .select("id")
    .where("id", "=", id)
    .where("state", "=", "unconfirmed")
    .forUpdate()
    .executeTakeFirst();
  if (!unconfirmed) return false;
  const messages = tx.selectFrom("inquiryMessage").select("id").where("inquiryId", "=", id);
  await tx.deleteFrom("inquiryLink").where("inquiryId", "=", id).execute();
  await tx.deleteFrom("inquiryAttachment").where("messageId", "in", messages).execute();
  await tx.deleteFrom("inquiryMessage").where("inquiryId", "=", id).execute();
  await tx.deleteFrom("inquiry").where("id", "=", id).execute();

  return true;
}
