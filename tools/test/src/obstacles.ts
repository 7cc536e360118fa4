/** Where a schema stands in the way of its distribution, by the rules of Citus. */
import type { TableDistribution } from "@madoguchi/platform";
import type pg from "pg";

type Catalog = {
  readonly tables: readonly string[];
  readonly columns: readonly Column[];
  readonly keys: readonly Key[];
  readonly references: readonly Reference[];
  readonly triggers: readonly { readonly relation: string; readonly name: string }[];
};

type Column = {
  readonly relation: string;
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
  readonly isGenerated: boolean;
  readonly isCounted: boolean;
};

/** `equals`: the columns that must be equal for two rows to be in each other's way. */
type Key = { readonly relation: string; readonly name: string; readonly equals: readonly string[] };

type Reference = { readonly relation: string; readonly target: string; readonly name: string };

/** @returns one sentence for each thing that is in the way */
export async function obstacles(
  client: pg.ClientBase,
  distribution: readonly TableDistribution[],
): Promise<readonly string[]> {
  const catalog = await readCatalog(client);
  const places = new Map(distribution.map((entry) => [entry.table, entry]));
  const listed = distribution.map(({ table }) => table);
  const unlisted = catalog.tables
    .filter((table) => !places.has(table))
    .map((table) => `${table} is not in the list: say in distribution.ts where it lives`);
  const gone = listed
    .filter((table) => !catalog.tables.includes(table))
    .map((table) => `${table} is in the list and not in the schema`);

  return [
    ...unlisted,
    ...gone,
    ...distribution.flatMap((entry, index) =>
      entry.kind === "distributed"
        ? columnObstacles(catalog, entry, distribution.slice(0, index))
        : [],
    ),
    ...catalog.references.flatMap((reference) => referenceObstacles(reference, places, listed)),
    ...catalog.triggers
      .filter(({ relation }) => places.get(relation)?.kind !== "local")
      .map(({ relation, name }) => `${relation} has a trigger: ${name}`),
  ].toSorted();
}

type DistributedTable = Extract<TableDistribution, { kind: "distributed" }>;

function columnObstacles(
  { columns, keys }: Catalog,
  { table, by, beside }: DistributedTable,
  before: readonly TableDistribution[],
): readonly string[] {
  const own = columns.filter(({ relation }) => relation === table);
  const column = own.find(({ name }) => name === by);
  if (column === undefined) return [`${table} has no column ${by}`];
  const first = before.find((entry) => entry.table === beside);
  const typeOfFirst =
    first?.kind === "distributed"
      ? columns.find(({ relation, name }) => relation === beside && name === first.by)?.type
      : undefined;

  return [
    ...(column.isNullable ? [`${table}.${by} may be null`] : []),
    ...(column.isGenerated ? [`${table}.${by} is generated`] : []),
    ...(beside !== null && typeOfFirst !== column.type
      ? [`${table} cannot lie beside ${beside}: it comes later, or is of another type`]
      : []),
    ...own
      .filter(({ isCounted }) => isCounted)
      .map(({ name }) => `${table}.${name} has a sequence`),
    ...keys
      .filter(({ relation, equals }) => relation === table && !equals.includes(by))
      .map(({ name }) => `${table}: ${name} leaves out ${by}`),
  ];
}

function referenceObstacles(
  { relation, target, name }: Reference,
  places: ReadonlyMap<string, TableDistribution>,
  order: readonly string[],
): readonly string[] {
  const [from, to] = [places.get(relation), places.get(target)];
  if (from === undefined || to === undefined) return [];
  // Between tables that lie beside each other Citus would allow it, by the distribution column; nothing here needs it.
  const isAllowed = to.kind === "reference" || (from.kind === "local" && to.kind === "local");
  if (!isAllowed) return [`${relation} (${from.kind}) points at ${target} (${to.kind}): ${name}`];
  const isLater = from.kind !== "local" && order.indexOf(target) > order.indexOf(relation);

  return isLater ? [`${relation} comes before ${target}, at which it points`] : [];
}

async function readCatalog(client: pg.ClientBase): Promise<Catalog> {
  const tables = await client.query<{ name: string }>(`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`);
  const columns = await client.query<Column>(`
    select class.relname as relation, attname as name, format_type(atttypid, atttypmod) as type,
      not attnotnull as "isNullable", attgenerated <> '' as "isGenerated",
      attidentity <> '' or coalesce(pg_get_expr(adbin, adrelid) like 'nextval(%', false) as "isCounted"
    from pg_attribute
    join pg_class class on class.oid = attrelid
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where class.relnamespace = 'public'::regnamespace and class.relkind in ('r', 'p')
      and attnum > 0 and not attisdropped`);
  // For an exclusion, only the columns that it compares by =.
  const keys = await client.query<Key>(`
    select class.relname as relation, key.indexrelid::regclass::text as name,
      array(
        select attribute.attname::text
        from generate_series(0, key.indnkeyatts - 1) as position
        join pg_attribute attribute
          on attribute.attrelid = key.indrelid and attribute.attnum = key.indkey[position]
        left join pg_operator operator on operator.oid = rule.conexclop[position + 1]
        where rule.conexclop is null or operator.oprname = '='
      ) as equals
    from pg_index key
    join pg_class class on class.oid = key.indrelid
    left join pg_constraint rule on rule.conindid = key.indexrelid and rule.contype = 'x'
    where class.relnamespace = 'public'::regnamespace
      and (key.indisunique or key.indisexclusion)`);
  const references = await client.query<Reference>(`
    select conrelid::regclass::text as relation, confrelid::regclass::text as target, conname as name
    from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace and conrelid <> confrelid`);
  const triggers = await client.query<{ relation: string; name: string }>(`
    select tgrelid::regclass::text as relation, tgname as name from pg_trigger
    join pg_class class on class.oid = tgrelid
    where not tgisinternal and class.relnamespace = 'public'::regnamespace`);

  return {
    tables: tables.rows.map(({ name }) => name),
    columns: columns.rows,
    keys: keys.rows,
    references: references.rows,
    triggers: triggers.rows,
  };
}
