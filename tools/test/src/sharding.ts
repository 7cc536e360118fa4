/**
 * The statements that are really sent, and whether each says on which servers its rows of distributed tables live. What a statement
 * does is read from PostgreSQL's own plan of it, so any way of writing it will do.
 */
import type { TableDistribution } from "@madoguchi/platform";
import pg from "pg";

export type SentStatement = { readonly text: string; readonly values: readonly unknown[] };

/** Everything that this process sends to one database while `work` is done. */
export async function statementsOf(
  databaseUrl: string,
  work: () => Promise<unknown>,
): Promise<readonly SentStatement[]> {
  const database = new URL(databaseUrl).pathname.slice(1);
  const sent: SentStatement[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: readonly unknown[]) {
    if (this.database === database) sent.push(statementIn(args));
    return Reflect.apply(query, this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }

  return sent.filter(({ text }) => /^\s*(?:select|insert|update|delete|with)\b/i.test(text));
}

function statementIn([first, second]: readonly unknown[]): SentStatement {
  const { text, values = Array.isArray(second) ? second : [] } =
    typeof first === "string"
      ? { text: first }
      : (first as { text: string; values?: readonly unknown[] });

  return { text, values };
}

/** A connection of its own, for as long as the work needs it. */
export async function withClient<T>(
  databaseUrl: string,
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export type KeyFindings = {
  /** Distributed tables that the statement reads or changes. */
  readonly tables: readonly string[];
  /** What would have to be asked of every server. */
  readonly violations: readonly string[];
  /** `certificate_link → person`: the key of the second is only known once the first was read, maybe on another server. */
  readonly hops: readonly string[];
};

export async function findingsOf(
  client: pg.ClientBase,
  { text, values }: SentStatement,
  distribution: readonly TableDistribution[],
): Promise<KeyFindings> {
  const { rows } = await client.query<{ "QUERY PLAN": readonly [{ Plan: PlanNode }] }>(
    `explain (verbose, format json) ${text}`,
    [...values],
  );
  const plan = rows[0]?.["QUERY PLAN"][0].Plan;

  return plan ? findingsIn(nodesOf(plan), distribution) : { tables: [], violations: [], hops: [] };
}

type PlanNode = {
  readonly "Node Type": string;
  readonly Schema?: string;
  readonly "Relation Name"?: string;
  readonly Alias?: string;
  readonly Plans?: readonly PlanNode[];
} & { readonly [Condition in (typeof CONDITIONS)[number]]?: string };

const CONDITIONS = [
  "Index Cond",
  "Recheck Cond",
  "Hash Cond",
  "Merge Cond",
  "Filter",
  "Join Filter",
] as const;

function nodesOf(plan: PlanNode): readonly PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

type Place = TableDistribution & { readonly alias: string };

function findingsIn(
  nodes: readonly PlanNode[],
  distribution: readonly TableDistribution[],
): KeyFindings {
  const places = new Map(distribution.map((entry) => [entry.table, entry]));
  const relations = nodes.flatMap((node) => {
    const { "Relation Name": table, Alias: alias, Schema: schema } = node;
    const entry = schema === "public" && table !== undefined ? places.get(table) : undefined;

    return entry && alias !== undefined
      ? [{ ...entry, alias, isTarget: node["Node Type"] === "ModifyTable" }]
      : [];
  });
  // What is written gives its key with the row; what is changed is read as well.
  const read = new Map<string, Place>(
    relations.filter(({ isTarget }) => !isTarget).map((place) => [place.alias, place]),
  );
  const lists = new Set(
    nodes
      .filter((node) => ["Function Scan", "Values Scan"].includes(node["Node Type"]))
      .flatMap(({ Alias: alias }) => alias ?? []),
  );
  const equalities = nodes.flatMap((node) =>
    CONDITIONS.flatMap((condition) => equalitiesIn(node[condition] ?? "")),
  );
  const { known, hops } = follow(read, lists, equalities);
  const unknown = [...read.values()].filter(
    (place) => place.kind === "distributed" && !known.has(place.alias),
  );

  return {
    tables: unique(
      relations.filter(({ kind }) => kind === "distributed").map(({ table }) => table),
    ),
    violations: unique([
      ...unknown.map((place) => `${place.table}: nothing says which ${keyOf(place)}`),
      ...relations
        .filter(({ kind }) => kind === "local")
        .map(({ table }) => `${table}: lives on one server only`),
    ]),
    hops: unique(hops),
  };
}

/** From values and lists of values to the tables whose key they give, and on from those. */
function follow(
  read: ReadonlyMap<string, Place>,
  lists: ReadonlySet<string>,
  equalities: readonly Equality[],
): { readonly known: ReadonlySet<string>; readonly hops: readonly string[] } {
  const known = new Set<string>();
  const hops: string[] = [];
  const waiting = equalities.filter(({ alias, column }) => {
    const place = read.get(alias);
    return place?.kind === "distributed" && place.by === column;
  });
  const isGiven = ({ sources }: Equality): boolean =>
    sources.every(({ alias }) => lists.has(alias));
  const isBeside = (equality: Equality): boolean => {
    const [source] = equality.sources;
    const from = source && read.get(source.alias);
    const to = read.get(equality.alias);
    return (
      from?.kind === "distributed" &&
      to?.kind === "distributed" &&
      known.has(from.alias) &&
      from.by === source?.column &&
      groupOf(from) === groupOf(to)
    );
  };
  const isAfter = ({ sources }: Equality): boolean =>
    sources.every(({ alias }) => known.has(alias) || lists.has(alias));
  // The surest way first: a hop is one only where nothing nearer gives the key.
  for (const isReached of [isGiven, isBeside, isAfter]) {
    for (let grown = true; grown;) {
      grown = false;
      for (const equality of waiting) {
        if (
          known.has(equality.alias) ||
          !(isGiven(equality) || isBeside(equality) || isReached(equality))
        ) {
          continue;
        }
        if (!isGiven(equality) && !isBeside(equality)) {
          const [source] = equality.sources;
          hops.push(
            `${groupOf(read.get(source?.alias ?? ""))} → ${groupOf(read.get(equality.alias))}`,
          );
        }
        known.add(equality.alias);
        grown = true;
      }
    }
  }

  return { known, hops };
}

function keyOf(place: TableDistribution): string {
  return place.kind === "distributed" ? place.by : "";
}

/** The first table of those that lie together. */
function groupOf(place: TableDistribution | undefined): string {
  if (place === undefined) return "?";
  return place.kind === "distributed" ? (place.beside ?? place.table) : place.table;
}

type Equality = {
  readonly alias: string;
  readonly column: string;
  /** The columns on the other side; none where it is a value. */
  readonly sources: readonly { readonly alias: string; readonly column: string }[];
};

const COLUMN = /("[^"]+"|[a-z_]\w*)\.("[^"]+"|[a-z_]\w*)/g;
const ONLY_COLUMN = /^("[^"]+"|[a-z_]\w*)\.("[^"]+"|[a-z_]\w*)$/;

/** Those that must all hold: what stands beside an OR says nothing by itself. */
function equalitiesIn(condition: string): readonly Equality[] {
  // A value may look like anything.
  const text = condition.replaceAll(/'(?:[^']|'')*'/g, "''");

  return conjunctsOf(text).flatMap((conjunct) => {
    const [left = "", right] = conjunct.split(/ = (?:ANY )?/);
    if (right === undefined) return [];
    return [
      [left, right],
      [right, left],
    ].flatMap(([side = "", other = ""]) => {
      const [, alias, column] = ONLY_COLUMN.exec(side) ?? [];
      return alias === undefined || column === undefined
        ? []
        : [{ alias, column, sources: columnsIn(other) }];
    });
  });
}

function columnsIn(text: string): Equality["sources"] {
  return Array.from(text.matchAll(COLUMN), ([, alias = "", column = ""]) => ({ alias, column }));
}

function conjunctsOf(text: string): readonly string[] {
  const inner = unwrapped(text);
  const parts = splitOutside(inner, " AND ");
  if (parts.length > 1) return parts.flatMap(conjunctsOf);
  return splitOutside(inner, " OR ").length > 1 ? [] : [inner];
}

/** Without the parentheses around the whole. */
function unwrapped(text: string): string {
  const trimmed = text.trim();

  return trimmed.startsWith("(") && closesAtEnd(trimmed)
    ? unwrapped(trimmed.slice(1, -1))
    : trimmed;
}

function closesAtEnd(text: string): boolean {
  let depth = 0;
  for (const [index, character] of [...text].entries()) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth === 0) return index === text.length - 1;
  }

  return false;
}

function splitOutside(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === "(") depth += 1;
    if (text[index] === ")") depth -= 1;
    if (depth === 0 && text.startsWith(separator, index)) {
      parts.push(text.slice(from, index));
      from = index + separator.length;
    }
  }

  return [...parts, text.slice(from)];
}

function unique(list: readonly string[]): readonly string[] {
  return [...new Set(list)].toSorted();
}
