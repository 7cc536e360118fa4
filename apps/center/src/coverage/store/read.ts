/** Who is insured with whom: as it is known now, and as it was known before. */
import type { CoverageAnswer } from "@madoguchi/contract";
import { gathering } from "@madoguchi/platform";
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { Temporal } from "temporal-polyfill";
import type { GivenConsent } from "../rules/consents.ts";
import type { Person } from "../rules/decide.ts";
import type { CoverageRecord, PersonRecord, Registered } from "../rules/registry.ts";

export type Holder = {
  readonly person: Person;
  readonly coverages: readonly CoverageAnswer[];
};

/** Of a coverage `c`, in the order of the answer's items. */
const facts = sql`
  'classification', c.classification, 'insurerNumber', c.insurer_number,
  'symbol', c.symbol, 'number', c.number, 'branch', c.branch,
  'relationship', c.relationship, 'insuredName', c.insured_name,
  'qualifiedOn', c.qualified_on, 'disqualifiedOn', c.disqualified_on, 'lossReason', c.loss_reason,
  'issuedOn', c.issued_on, 'validFrom', c.valid_from, 'validTo', c.valid_to,
  'copayTenths', c.copay_tenths, 'preschool', c.preschool,
  'elderlyCertificate', c.elderly_certificate, 'limitCertificate', c.limit_certificate,
  'specificDiseases', c.specific_diseases`;

/** The same with what is known, or was known then, of its insurer `i`. */
export const answers = sql`
  coalesce(
    json_agg(
      json_build_object(
        ${facts}, 'insurerName', i.name,
        'insurerContact', case when i.telephone is not null
          then json_build_object('telephone', i.telephone, 'hours', i.hours) end
      )
      order by c.qualified_on, c.id
    ),
    '[]'
  )`;

export type HolderQuestion = {
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string;
  /** Who asks; null where nothing is to be told that needs consent. */
  readonly facilityId: string | null;
};

/** Somebody at a counter: also what they have agreed that its facility may be told. */
export type AskedHolder = Holder & { readonly consents: readonly GivenConsent[] };

/**
 * Whom a certificate speaks for, with everything registered for that person. Two statements for all who ask at one moment, the
 * second with the first's answer: a certificate names nobody, so its link may lie on another server than the person.
 */
export const findHolder = gathering(
  async (
    executor: Executor,
    questions: readonly HolderQuestion[],
  ): Promise<readonly (AskedHolder | undefined)[]> => {
    const links = await linkedPeople(questions.map(({ fingerprint }) => fingerprint)).execute(
      executor,
    );
    const personIds = new Map(links.rows.map(({ ordinal, personId }) => [ordinal, personId]));
    const asked = questions.flatMap(({ facilityId }, index) => {
      const personId = personIds.get(index + 1);

      return personId === undefined ? [] : [{ ordinal: index + 1, personId, facilityId }];
    });
    if (asked.length === 0) return questions.map(() => undefined);
    const { rows } = await holdersOf(asked).execute(executor);
    const holders = new Map(
      rows.map(({ ordinal, coverages, consents, ...person }) => [
        ordinal,
        { person, coverages, consents: consents.map(consentOf) },
      ]),
    );

    return questions.map((_, index) => holders.get(index + 1));
  },
);

export function linkedPeople(
  fingerprints: readonly string[],
): RawBuilder<{ readonly ordinal: number; readonly personId: string }> {
  return sql`
    select q.ordinal, l.person_id
    from unnest(${fingerprints}::text[]) with ordinality q (fingerprint, ordinal)
    join certificate_link l on l.fingerprint = decode(q.fingerprint, 'hex')`;
}

type HolderRow = Person & { readonly coverages: CoverageAnswer[] };

type AskedHolderRow = HolderRow & {
  readonly ordinal: number;
  readonly consents: readonly StoredConsent[];
};

type StoredConsent = Pick<GivenConsent, "scope"> &
  Readonly<Record<"givenAt" | "endsAt", string>> & { readonly withdrawnAt: string | null };

export type AskedPerson = Pick<HolderQuestion, "facilityId"> & {
  readonly ordinal: number;
  readonly personId: string;
};

export function holdersOf(asked: readonly AskedPerson[]): RawBuilder<AskedHolderRow> {
  const ordinals = asked.map(({ ordinal }) => ordinal);
  const people = asked.map(({ personId }) => personId);
  const facilities = asked.map(({ facilityId }) => facilityId);

  return sql`
    select q.ordinal, p.id, p.name, p.kana, p.sex, p.birth_date::text, p.address, p.suspended_at,
      p.name_other, p.kana_other, p.postal_code,
      (
        select ${answers} from coverage c join insurer i on i.number = c.insurer_number
        where c.person_id = p.id
      ) as coverages,
      (
        select coalesce(
          json_agg(
            json_build_object(
              'scope', s.scope, 'givenAt', s.given_at, 'endsAt', s.ends_at, 'withdrawnAt', s.withdrawn_at
            )
          ),
          '[]'
        )
        from consent s where s.person_id = p.id and s.facility_id = q.facility_id
      ) as consents
    from unnest(${ordinals}::int[], ${people}::uuid[], ${facilities}::uuid[])
      q (ordinal, person_id, facility_id)
    join person p on p.id = q.person_id`;
}

/** JSON has no instants. */
function consentOf({ scope, givenAt, endsAt, withdrawnAt }: StoredConsent): GivenConsent {
  const { from } = Temporal.Instant;

  return {
    scope,
    givenAt: from(givenAt),
    endsAt: from(endsAt),
    withdrawnAt: withdrawnAt === null ? null : from(withdrawnAt),
  };
}

/** One person, as known at one moment. */
export type KnownQuestion = {
  readonly personId: string;
  readonly knownAt: Temporal.Instant;
};

/** Any number of questions in one statement. @returns in the order of the questions; undefined for a person not known then */
export async function readKnown(
  executor: Executor,
  questions: readonly KnownQuestion[],
): Promise<(Holder | undefined)[]> {
  const holders = Array.from<Holder | undefined>({ length: questions.length });
  const { rows } = await knownHolders(questions).execute(executor);
  for (const { ordinal, coverages, ...person } of rows) {
    holders[ordinal - 1] = { person, coverages };
  }

  return holders;
}

export function knownHolders(
  questions: readonly KnownQuestion[],
): RawBuilder<HolderRow & { readonly ordinal: number }> {
  const ids = questions.map(({ personId }) => personId);
  const times = questions.map(({ knownAt }) => knownAt.toString());

  return sql`
    select q.ordinal, p.id, p.name, p.kana, p.sex, p.birth_date::text, p.address, p.suspended_at,
      p.name_other, p.kana_other, p.postal_code,
      (
        select ${answers} from coverage_version c
        join lateral (
          select name, telephone, hours from (
            select name, telephone, hours, superseded_at from insurer_history h
            where h.number = c.insurer_number and q.known_at < h.superseded_at
            union all
            select name, telephone, hours, 'infinity' from insurer n where n.number = c.insurer_number
          ) known
          order by superseded_at limit 1
        ) i on true
        where c.person_id = q.person_id
          and c.recorded_at <= q.known_at
          and (c.superseded_at is null or q.known_at < c.superseded_at)
      ) as coverages
    from unnest(${ids}::uuid[], ${times}::timestamptz[]) with ordinality q (person_id, known_at, ordinal)
    join person_version p on p.id = q.person_id
      and p.recorded_at <= q.known_at
      and (p.superseded_at is null or q.known_at < p.superseded_at)`;
}

/** Holds the person until the end of the transaction: whoever else would change them waits. */
export async function lockRegistered(tx: Tx, personId: string): Promise<Registered | undefined> {
  const { rows } = await sql<PersonRecord>`
    select id, name, name_other, kana, kana_other, sex, birth_date::text, postal_code, address,
      suspended_at, recorded_at
    from person where id = ${personId} for update`.execute(tx);
  const [person] = rows;
  if (!person) {
    return undefined;
  }
  // A statement of its own: it sees what whoever held the person before has written.
  const known = await sql<{ coverage: StoredCoverage }>`
    select json_build_object(
      'personId', c.person_id, 'id', c.id, ${facts}, 'recordedAt', c.recorded_at
    ) as coverage
    from coverage c where c.person_id = ${personId} order by c.qualified_on, c.id`.execute(tx);
  const coverages = known.rows.map(({ coverage }) => ({
    ...coverage,
    recordedAt: Temporal.Instant.from(coverage.recordedAt),
  }));

  return { person, coverages };
}

type StoredCoverage = Omit<CoverageRecord, "recordedAt"> & { readonly recordedAt: string };

/** Reads the whole table: for seeding, not for pages. */
export async function countPeople(executor: Executor): Promise<number> {
  const { count } = await executor
    .selectFrom("person")
    .select((expression) => expression.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();

  return count;
}
