/** What stands between the two `---` lines of an article's file. */
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { isFacilityKind } from "../../facilities/index.ts";
import type { FacilityKind } from "../../facilities/index.ts";
import { articleKinds, systems, topics } from "../rules/article.ts";
import type { ArticleKind, Revision, System, Topic } from "../rules/article.ts";

export const NUMBER = /^KB\d{7}$/;

const isSystem = (text: string): text is System => Object.hasOwn(systems, text);
const keysOf = <Key extends string>(record: Readonly<Record<Key, string>>) =>
  z.string().refine((text): text is Key => Object.hasOwn(record, text), {
    error: `${Object.keys(record).join("、")} のどれか`,
  });
const list = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== ""),
  );
const day = z.string().transform((text, context): Temporal.PlainDate => {
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    context.addIssue({ code: "custom", message: "2026-11-22 の形の日付" });

    return z.NEVER;
  }
});

const frontMatterSchema = z
  .strictObject({
    number: z.string().regex(NUMBER, "KBと7桁の数字"),
    title: z.string().min(1),
    kind: keysOf<ArticleKind>(articleKinds),
    topic: keysOf<Topic>(topics),
    for: list,
    code: z
      .string()
      .regex(/^[A-Z]$/, "英大文字1つ")
      .optional(),
    version: z.string().optional(),
    updated: day,
    history: z
      .array(z.object({ version: z.string(), on: day, what: z.string().min(1) }))
      .default([]),
    related: list.refine(
      (numbers) => numbers.every((number) => NUMBER.test(number)),
      "KBと7桁の数字",
    ),
  })
  .refine(({ kind, version }) => kind !== "manual" || version !== undefined, {
    path: ["version"],
    message: "手順書には版が要る",
  });

export type FrontMatter = {
  readonly number: string;
  readonly title: string;
  readonly kind: ArticleKind;
  readonly topic: Topic;
  readonly facilityKinds: readonly FacilityKind[];
  readonly systems: readonly System[];
  readonly code: string | null;
  readonly version: string | null;
  readonly updated: Temporal.PlainDate;
  readonly history: readonly Revision[];
  readonly related: readonly string[];
};

export type ReadFile = {
  readonly front: FrontMatter;
  readonly body: string;
  /** The line of the file on which the body begins. */
  readonly bodyLine: number;
};

/** @throws Error that says what is wrong with the file */
export function readFile(text: string): ReadFile {
  const match = /^---\n(.*?)\n---\n/s.exec(text.replaceAll("\r\n", "\n"));
  if (match === null) {
    throw new Error("the file does not begin with its particulars between two --- lines");
  }
  const [whole, particulars = ""] = match;
  const {
    for: whom,
    code = null,
    version = null,
    history,
    ...rest
  } = frontMatterSchema.parse(membersOf(particulars));
  const unknown = whom.filter((each) => !isFacilityKind(each) && !isSystem(each));
  if (unknown.length > 0) {
    throw new Error(`for: nobody is called ${unknown.join(", ")}`);
  }

  return {
    front: {
      ...rest,
      code,
      version,
      facilityKinds: whom.filter(isFacilityKind),
      systems: whom.filter(isSystem),
      history: history.toSorted((a, b) => Temporal.PlainDate.compare(b.on, a.on)),
    },
    body: text.replaceAll("\r\n", "\n").slice(whole.length),
    bodyLine: whole.split("\n").length,
  };
}

/** `key: value` a line; below `history:` one line a version, which the formatter indents. */
function membersOf(text: string): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  const history: unknown[] = [];
  for (const line of text.split("\n")) {
    const entry = /^ *- (\S+) (\S+) (.+)$/.exec(line);
    const member = /^(\w+):(.*)$/.exec(line);
    if (entry !== null) {
      history.push({ version: entry[1], on: entry[2], what: entry[3]?.trim() });
    } else if (member?.[1] === "history") {
      members["history"] = history;
    } else if (member?.[1] !== undefined) {
      members[member[1]] = member[2]?.trim();
    } else if (line.trim() !== "") {
      throw new Error(`not a particular: ${line}`);
    }
  }

  return members;
}
