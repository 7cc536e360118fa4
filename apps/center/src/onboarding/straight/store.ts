/** Versions of what the rule may approve, and what it found of each application. */
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { ColumnType, Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { FacilityKind } from "../../facilities/index.ts";
import type { Condition, LeftBecause, StraightVersion } from "./rules.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

type JudgmentTable = {
  aboutId: string;
  applicationId: string;
  termsId: string;
  judgedAt: Temporal.Instant;
  findings: ColumnType<readonly Condition[], string, never>;
  seed: string;
  drawn: number;
  leftBecause: LeftBecause | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    straightTerms: Mutable<StraightVersion>;
    straightJudgment: JudgmentTable;
  }
}

export type Judgment = Selectable<JudgmentTable>;

/** The newest version that has begun by that day. */
export async function straightTermsOn(
  executor: Executor,
  kind: FacilityKind,
  day: Temporal.PlainDate,
): Promise<StraightVersion> {
  return executor
    .selectFrom("straightTerms")
    .selectAll()
    .where("kind", "=", kind)
    .where("effectiveFrom", "<=", day)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
}

/** Whether it holds already or not. */
export async function newestTerms(
  executor: Executor,
  kind: FacilityKind,
): Promise<StraightVersion> {
  const [newest] = await termsOf(executor, kind);
  if (!newest) throw new Error(`no straight terms of ${kind}`);

  return newest;
}

/** The newest first. */
export async function termsOf(executor: Executor, kind: FacilityKind): Promise<StraightVersion[]> {
  return executor
    .selectFrom("straightTerms")
    .selectAll()
    .where("kind", "=", kind)
    .orderBy("version", "desc")
    .execute();
}

export async function findTerms(
  executor: Executor,
  id: string,
): Promise<StraightVersion | undefined> {
  return executor.selectFrom("straightTerms").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function insertTerms(tx: Tx, terms: StraightVersion): Promise<void> {
  await tx.insertInto("straightTerms").values(terms).execute();
}

/** Of what was handed in then, or corrected since. */
export async function newestJudgment(
  executor: Executor,
  applicationId: string,
  since: Temporal.Instant,
): Promise<Judgment | undefined> {
  return executor
    .selectFrom("straightJudgment")
    .selectAll()
    .where("applicationId", "=", applicationId)
    .where("judgedAt", ">=", since)
    .orderBy("judgedAt", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** Of what was handed in. */
export async function judgmentOf(
  executor: Executor,
  aboutId: string,
): Promise<Judgment | undefined> {
  return executor
    .selectFrom("straightJudgment")
    .selectAll()
    .where("aboutId", "=", aboutId)
    .executeTakeFirst();
}

export async function insertJudgment(tx: Tx, judgment: Judgment): Promise<void> {
  await tx
    .insertInto("straightJudgment")
    .values({ ...judgment, findings: JSON.stringify(judgment.findings) })
    .execute();
}

export type JudgmentCounts = {
  readonly kind: string;
  readonly approved: number;
  /** Of those approved by the rule, before they had effect. */
  readonly stopped: number;
  readonly sample: number;
  readonly rules: number;
  readonly official: number;
};

/** What the rule did since then, by kind of facility. */
export async function judgmentCounts(
  executor: Executor,
  since: Temporal.Instant,
): Promise<JudgmentCounts[]> {
  const { rows } = await sql<JudgmentCounts>`
    select facility.kind,
      count(*) filter (where judgment.left_because is null)::int as approved,
      count(*) filter (where exists (
        select from desk_held held
        where held.about_id = judgment.about_id and held.rule is not null and held.state = 'undone'))::int as stopped,
      count(*) filter (where judgment.left_because = 'sample')::int as sample,
      count(*) filter (where judgment.left_because = 'rules')::int as rules,
      count(*) filter (where judgment.left_because = 'official')::int as official
    from straight_judgment judgment
    join usage_application application on application.id = judgment.application_id
    join facility on facility.id = application.facility_id
    where judgment.judged_at >= ${since}
    group by facility.kind`.execute(executor);

  return rows;
}
