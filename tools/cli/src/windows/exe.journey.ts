/** The real `madoguchi.exe` in Wine: run by `npm run check:windows`, which builds it. */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { version } from "../root.ts";
import { check, openProgramPlace, startProgram, walk } from "./journey.fixture.ts";
import type { Program, ProgramPlace } from "./journey.fixture.ts";

const exe = z.string().parse(process.env["MADOGUCHI_WINDOWS_EXE"]);

let place: ProgramPlace;
let program: Program;

beforeAll(async () => {
  place = await openProgramPlace();
  const prefix = join(place.folder, "wine");
  mkdirSync(prefix);
  // Somewhere else, and by a Japanese name: a portable program does not know where it lies.
  const moved = join(place.folder, "マイナ資格確認.exe");
  copyFileSync(exe, moved);
  program = {
    command: "wine",
    args: [moved],
    env: { WINEPREFIX: prefix, WINEDEBUG: "-all", LC_ALL: "C.UTF-8" },
  };
  wine("wineboot", "--init");
  wine("winecfg", "-v", "win10");
});
afterAll(async () => {
  wine("wineboot", "--kill");
  await place[Symbol.asyncDispose]();
});

/** @returns what it printed */
function wine(...args: readonly string[]): string {
  const path = join(place.folder, "said");
  const env = { ...process.env, ...program.env };
  execFileSync("wine", args, { env, stdio: ["ignore", openSync(path, "w"), "inherit"] });
  return readFileSync(path, "utf8");
}

const data = () => `Z:${join(place.folder, "data").replaceAll("/", "\\")}`;

test("is what its sum says, and says its version", () => {
  const sum = createHash("sha256").update(readFileSync(exe)).digest("hex");
  expect(readFileSync(`${exe}.sha256`, "utf8")).toBe(`${sum}  madoguchi.exe\n`);
  expect(wine(...program.args, "--version").trim()).toBe(version());
});

test("goes from the first start to a patient's 有効, starts with Windows if wished, and knows its terminal at the next start", async () => {
  const own = ["--data", data(), "--no-window"];
  await using first = await startProgram(program, own, place.folder);
  const page = await walk(place, first.address, "windows");
  await page.getByRole("button", { name: "次の患者さん" }).click();
  await page.getByRole("button", { name: /^設定（/u }).click();
  // The browser of this test is not on Windows, and the page calls the system what the browser does.
  await page.getByLabel(/と一緒に起動する/u).check();
  await page.getByText(/^次に.*にサインインしたときから/u).waitFor();
  const run = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Run`;
  expect(wine("reg", "query", run, "/v", "Madoguchi")).toContain(".exe");
  await page.getByLabel(/と一緒に起動する/u).uncheck();
  await page.getByText("自動では起動しません").waitFor();
  await first.stop();
  await using second = await startProgram(program, own, place.folder);
  await page.goto(second.address);
  await page.getByRole("heading", { name: "マイナンバーカードを置いてください" }).waitFor();
  await check(page, place.slot, place.deck);
});
