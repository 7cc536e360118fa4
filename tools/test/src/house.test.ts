/** Every rule of the house, proved by breaking it once in a tree of its own. */
import { spawnSync } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { brokenRules } from "./house.ts";

const repository = join(import.meta.dirname, "../../..");

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "madoguchi-house-"));
  await copyFile(join(repository, ".oxlintrc.json"), join(root, ".oxlintrc.json"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function plant(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

const report = z.object({
  diagnostics: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      help: z.string().default(""),
      filename: z.string(),
    }),
  ),
});

function lint(): { code: string; words: string; file: string }[] {
  const oxlint = join(repository, "node_modules", "oxlint", "bin", "oxlint");
  const { stdout } = spawnSync(process.execPath, [oxlint, "--format=json"], {
    cwd: root,
    encoding: "utf8",
  });
  return report.parse(JSON.parse(stdout)).diagnostics.map(({ code, message, help, filename }) => ({
    code,
    words: `${message} ${help}`,
    file: filename,
  }));
}

const byName = "imported by its name";
const noApps = "never import applications";
const noIo = "no I/O of its own";
const inBrowser = "runs in a browser";
const onlyCrypto = "nothing else of Node";
const throughIndex = "only through its index.ts";
const onlyPackages = "share only packages";

test.each([
  ["packages/card/src/a.ts", "@madoguchi/notation/src/era.ts", byName],
  ["packages/platform/src/a.ts", "../../notation/src/era.ts", byName],
  ["tools/cli/src/a.ts", "../../../packages/card/src/tlv.ts", byName],
  ["packages/platform/src/db/a.ts", "@madoguchi/center", noApps],
  ["packages/trust/src/a.ts", "@madoguchi/reception/desktop", noApps],
  ["packages/platform/src/a.ts", "../../../apps/center/rules.ts", noApps],
  ["packages/platform/src/a.ts", "@madoguchi/test", noApps],
  ["packages/card/src/a.ts", "node:fs", inBrowser],
  ["packages/notation/src/a.ts", "node:crypto", inBrowser],
  ["packages/contract/src/a.ts", "node:http", inBrowser],
  ["packages/ui/src/show/a.tsx", "node:path", inBrowser],
  ["packages/card/src/a.ts", "koffi", noIo],
  ["packages/contract/src/a.ts", "undici", noIo],
  ["packages/trust/src/a.ts", "node:fs/promises", onlyCrypto],
  ["packages/virtual-card/src/a.ts", "node:net", onlyCrypto],
  ["packages/virtual-card/src/a.ts", "ws", noIo],
  ["apps/center/src/grants/actions.ts", "../facilities/store.ts", throughIndex],
  ["apps/center/src/grants/actions/submit.ts", "../../audit/rules.ts", throughIndex],
  ["apps/center/src/server.ts", "./coverage/store.ts", throughIndex],
  ["apps/center/src/grants/api.ts", "@madoguchi/reception/desktop", onlyPackages],
  ["apps/reception/ui/main.tsx", "@madoguchi/center", onlyPackages],
])("%s may not import %s", async (path, imported, words) => {
  await plant({ [path]: `export * from "${imported}";\n` });
  expect(lint()).toEqual([
    {
      code: "eslint(no-restricted-imports)",
      words: expect.stringContaining(words),
      file: path,
    },
  ]);
});

test.each([
  ["packages/card/src/a.ts", "./b.ts"],
  ["packages/platform/src/a.ts", "node:fs"],
  ["packages/trust/src/a.ts", "node:crypto"],
  ["packages/card/src/a.test.ts", "node:fs"],
  ["packages/platform/src/a.test.ts", "@madoguchi/test"],
  ["apps/center/src/grants/actions.ts", "../facilities/index.ts"],
  ["apps/center/src/grants/actions/submit.ts", "../store.ts"],
  ["apps/center/src/grants/actions.ts", "@madoguchi/platform"],
])("%s may import %s", async (path, imported) => {
  await plant({ [path]: `export * from "${imported}";\n` });
  expect(lint()).toEqual([]);
});

test.each([
  ["export const now = () => fetch('/');", "eslint(no-restricted-globals)"],
  ["export const port = (text: any) => Number(text);", "typescript(no-explicit-any)"],
  ["export const first = (list: string[]) => list[0]!;", "typescript(no-non-null-assertion)"],
  ["// @ts-ignore\nexport const a: number = 1;", "typescript(ban-ts-comment)"],
  ['import { rm } from "fs";\nexport const remove = () => rm;', "unicorn(prefer-node-protocol)"],
])("in a package that does no I/O: %s", async (text, code) => {
  await plant({ "packages/card/src/a.ts": `${text}\n` });
  expect(lint().map((found) => found.code)).toEqual([code]);
});

test("imports do not run in a circle", async () => {
  await plant({
    "packages/card/src/a.ts": 'import { b } from "./b.ts";\nexport const a = () => b;\n',
    "packages/card/src/b.ts": 'import { a } from "./a.ts";\nexport const b = () => a;\n',
  });
  expect(new Set(lint().map(({ code }) => code))).toEqual(new Set(["import(no-cycle)"]));
});

const sqlRule = expect.stringContaining("SQL stands only in store.ts");
const escapeRule = expect.stringContaining("not switched off");
const skipRule = expect.stringContaining("no test is skipped");

const transactionRule = expect.stringContaining("in the platform's transaction");
const outsideRule = expect.stringContaining("asks nobody outside");

test.each([
  ["apps/center/src/grants/actions.ts", "await db.transaction().execute(work);", [transactionRule]],
  ["packages/platform/src/db/a.ts", "await db.transaction().execute(work);", [transactionRule]],
  ["packages/platform/src/db/transaction.ts", "await db.transaction().execute(work);", []],
  [
    "apps/center/src/grants/actions.ts",
    "await transaction(db, async (tx) => {\n  await put(tx, (1));\n  await fetch(url);\n});",
    [outsideRule],
  ],
  [
    "apps/center/src/grants/actions.ts",
    "await center.files.put(a);\nawait transaction(db, (tx) => put(tx));\nreturn (await fetch(url));",
    [],
  ],
  ["apps/center/src/grants/actions.ts", 'import { sql } from "kysely";', [sqlRule]],
  [
    "apps/center/src/grants/api.ts",
    'import {\n  sql,\n  type Kysely,\n} from "kysely";',
    [sqlRule],
  ],
  ["apps/center/src/audit/rules.ts", 'import pg from "pg";', [sqlRule]],
  ["tools/cli/src/start/run.ts", 'import pg from "pg";', [sqlRule]],
  ["apps/center/src/grants/store.ts", 'import { sql } from "kysely";', []],
  ["apps/center/src/grants/store/list.ts", 'import { sql } from "kysely";', []],
  ["apps/center/src/grants/actions.ts", 'import type { Kysely } from "kysely";', []],
  ["packages/platform/src/db/migrate.ts", 'import pg from "pg";', []],
  ["packages/card/src/a.ts", "// oxlint-disable-next-line\nexport {};", [escapeRule]],
  ["packages/card/src/a.test.ts", 'test.skip("later", () => {});', [skipRule]],
  ["packages/card/src/a.test.ts", 'describe.only("mine", () => {});', [skipRule]],
])("the house check reads %s: %s", async (path, text, expected) => {
  await plant({ "apps/a.ts": "", "packages/a.ts": "", "tools/a.ts": "", [path]: `${text}\n` });
  expect(brokenRules(root)).toEqual(expected);
});

test("the house itself keeps its rules", () => {
  expect(brokenRules(repository)).toEqual([]);
});
