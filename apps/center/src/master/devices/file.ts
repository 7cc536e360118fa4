/** The catalogue as a table: what officials take out, change in a spreadsheet, and bring back whole. */
import { claimWords, knownModelSchema } from "@madoguchi/contract/known-models";
import type { KnownModel } from "@madoguchi/contract/known-models";
import { readTable } from "@madoguchi/platform";
import type { CsvFields, TableProblem, TableValues } from "@madoguchi/platform";

export const kindNames = {
  reader: "カードリーダー",
  phone: "スマートフォン・タブレット",
  virtual: "試験用",
} as const satisfies Record<KnownModel["kind"], string>;

/** In the order of the columns. */
export const deviceColumns = [
  { key: "kind", title: "種類" },
  { key: "maker", title: "メーカー" },
  { key: "model", title: "型番" },
  { key: "names", title: "ドライバーでの名前" },
  { key: "connection", title: "つなぎ方" },
  { key: "systems", title: "動く端末" },
  { key: "claim", title: "分かっていること" },
  { key: "source", title: "出典" },
  { key: "sourceDate", title: "出典の年月" },
  { key: "listPriceYen", title: "販売価格" },
  { key: "notes", title: "備考" },
] as const;
export type DeviceField = (typeof deviceColumns)[number]["key"];

/** Several values of one field; a line end goes well with a spreadsheet's cell. */
const BETWEEN = "\n";

/** As it stands in the file. */
export function fieldText(model: KnownModel, field: DeviceField): string {
  switch (field) {
    case "kind":
      return kindNames[model.kind];
    case "claim":
      return claimWords[model.claim];
    case "names":
    case "systems":
      return model[field].join(BETWEEN);
    case "listPriceYen":
      return model.listPriceYen === undefined ? "" : String(model.listPriceYen);
    default:
      return model[field];
  }
}

export function catalogueRows(models: readonly KnownModel[]): CsvFields[] {
  return [
    deviceColumns.map(({ title }) => title),
    ...models.map((model) => deviceColumns.map(({ key }) => fieldText(model, key))),
  ];
}

export type ReadCatalogue =
  | { readonly ok: true; readonly models: readonly KnownModel[] }
  | { readonly ok: false; readonly problems: readonly TableProblem[] };

export async function readCatalogue(bytes: Uint8Array): Promise<ReadCatalogue> {
  const models: KnownModel[] = [];
  const problems: TableProblem[] = [];
  const lines = new Map<string, number>();
  for await (const part of readTable([bytes], {
    columns: [...deviceColumns],
    unknownColumns: "refuse",
  })) {
    if (part.kind === "refused") problems.push(...part.problems);
    if (part.kind !== "rows") continue;
    for (const row of part.rows) {
      if (row.kind === "fault") {
        problems.push(...row.problems);
        continue;
      }
      const read = readModel(row.values);
      if ("field" in read) {
        problems.push(problemAt(row.line, read.field));
        continue;
      }
      const twice = lines.get(nameOf(read));
      if (twice !== undefined) problems.push(twiceAt(row.line, twice));
      lines.set(nameOf(read), row.line);
      models.push(read);
    }
  }
  if (problems.length === 0 && models.length === 0) problems.push(nothing);

  return problems.length > 0 ? { ok: false, problems } : { ok: true, models };
}

/** By which a model is known from one version to the next. */
export function nameOf({ maker, model }: Pick<KnownModel, "maker" | "model">): string {
  return `${maker} ${model}`;
}

function readModel(values: TableValues<DeviceField>): KnownModel | { readonly field: DeviceField } {
  const { listPriceYen: price, kind, claim, names, systems, ...rest } = values;
  const yen = price
    .normalize("NFKC")
    .replaceAll(/[,円]/g, "")
    .trim();
  const read = knownModelSchema.safeParse({
    ...Object.fromEntries(Object.entries(rest).map(([key, text]) => [key, text.trim()])),
    kind: keyOf(kindNames, kind),
    claim: keyOf(claimWords, claim),
    names: valuesOf(names),
    systems: valuesOf(systems),
    ...(yen !== "" && { listPriceYen: /^\d+$/.test(yen) ? Number(yen) : null }),
  });
  if (read.success) return read.data;
  const [place] = read.error.issues[0]?.path ?? [];

  return { field: deviceColumns.find(({ key }) => key === place)?.key ?? "model" };
}

function keyOf(words: Readonly<Record<string, string>>, text: string): string | undefined {
  return Object.keys(words).find((key) => words[key] === text.trim());
}

function valuesOf(text: string): string[] {
  return text
    .split(/[\n、]/)
    .map((value) => value.trim())
    .filter((value) => value !== "");
}

const mends = {
  kind: `${Object.values(kindNames).join("、")}のどれかにしてください。`,
  maker: "メーカーを入力してください。",
  model: "型番を入力してください。",
  names: "ドライバーが名乗る名前を、1つ以上入力してください。改行で区切れます。",
  connection: "つなぎ方を入力してください。例：USB",
  systems: "動く端末を、改行で区切ってください。",
  claim: `${Object.values(claimWords)
    .map((words) => `「${words}」`)
    .join("、")}のどれかにしてください。`,
  source: "何に書いてあったかを入力してください。",
  sourceDate: "「2026」か「2026-11」の形で入力してください。",
  listPriceYen: "円の整数で入力してください。分からないときは空にしてください。",
  notes: "備考を確かめてください。",
} as const satisfies Record<DeviceField, string>;

function problemAt(line: number, field: DeviceField): TableProblem {
  const index = deviceColumns.findIndex(({ key }) => key === field);
  const title = deviceColumns[index]?.title ?? field;

  return {
    line,
    // The file may have its columns in another order.
    column: { title, position: null },
    rule: `device-${field}`,
    message: `「${title}」を読み取れません。`,
    mend: mends[field],
  };
}

function twiceAt(line: number, first: number): TableProblem {
  return {
    line,
    column: null,
    rule: "device-twice",
    message: `${first}行目と同じ機種です。`,
    mend: "どちらかの行を取り除いてください。",
  };
}

const nothing: TableProblem = {
  line: null,
  column: null,
  rule: "device-none",
  message: "機種が1つもありません。",
  mend: "いまの一覧をCSVで受け取り、直してから取り込んでください。",
};
