/** The program that goes into the `.exe`, run by this machine's Node: what differs on Windows is tried by `npm run check:windows`. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repositoryRoot, version } from "../root.ts";
import { buildReception } from "../start/reception.ts";
import { check, openProgramPlace, startProgram, walk } from "./journey.fixture.ts";
import type { Program, ProgramPlace } from "./journey.fixture.ts";
import { bundleProgram } from "./program.ts";

let place: ProgramPlace;
let program: Program;
let own: readonly string[];

beforeAll(async () => {
  place = await openProgramPlace();
  const file = join(repositoryRoot(), "var", "build", `program-${process.pid}.cjs`);
  await bundleProgram(repositoryRoot(), file, "in-repository");
  program = { command: process.execPath, args: [file] };
  const data = join(place.folder, "data");
  own = ["--data", data, "--screen", await buildReception(), "--port", "0", "--no-window"];
});
afterAll(() => place?.[Symbol.asyncDispose]());

test("says its version", () => {
  const said = execFileSync(program.command, [...program.args, "--version"], { encoding: "utf8" });
  expect(said).toBe(`${version()}\n`);
});

test("goes from the first start to a patient's 有効, and knows its terminal at the next", async () => {
  await using first = await startProgram(program, own, place.folder);
  const { port } = new URL(first.address);
  const page = await walk(place, first.address, "program");
  await first.stop();
  const again = own.with(own.indexOf("--port") + 1, port);
  await using second = await startProgram(program, again, place.folder);
  await page.goto(second.address);
  await page.getByRole("heading", { name: "マイナンバーカードを置いてください" }).waitFor();
  await check(page, place.slot, place.deck);
  expect(new URL(page.url()).origin).toBe(new URL(first.address).origin);
});
