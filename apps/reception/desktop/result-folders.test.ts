/** Files for the billing computer: whole, in the one folder, under names that are free. */
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exampleAnswer } from "@madoguchi/contract";
import { fileNameOf } from "@madoguchi/exchange";
import { Temporal } from "temporal-polyfill";
import { afterEach, beforeEach, expect, test } from "vitest";
import { closeAll, linkTo, start, token } from "./agent.fixture.ts";
import { openResultFolders } from "./result-folders.ts";

const facility = "1310000016";
const writtenAt = Temporal.Instant.from("2026-11-22T00:04:05Z");
const names = [undefined, 2, 3].map((serial) =>
  fileNameOf(exampleAnswer, { writtenAt, format: "xml", ...(serial && { serial }) }),
);
const bytes = new TextEncoder().encode("<XmlMsg/>");

let place: string;
let settingsFile: string;
let folder: string;

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "madoguchi-folders-"));
  settingsFile = join(place, "settings", "agent.json");
  folder = join(place, "face");
  await mkdir(folder);
});
afterEach(async () => {
  await closeAll();
  await rm(place, { recursive: true });
});

test("a page has a file written through the agent, and finds its folder again after a restart", async () => {
  const { agent } = await start({ token, settingsFile });
  const link = linkTo(agent);
  expect(await link.folder.of(facility)).toEqual({ path: null, problem: "none-chosen" });
  expect(await link.folder.write(facility, names, bytes)).toEqual({
    ok: false,
    problem: "none-chosen",
  });
  expect(await link.folder.choose(facility, ` ${folder} `)).toEqual({
    path: folder,
    problem: null,
  });
  expect(await link.folder.write(facility, names, bytes)).toEqual({ ok: true, name: names[0] });
  expect(await readdir(folder)).toEqual([names[0]]);
  await agent.close();

  const again = linkTo((await start({ token, settingsFile })).agent);
  expect(await again.folder.of(facility)).toEqual({ path: folder, problem: null });
  expect(await again.folder.of("1310000024")).toEqual({ path: null, problem: "none-chosen" });
});

test("an agent that writes no files says so, and carries cards as before", async () => {
  const link = linkTo((await start({ token })).agent);
  expect(await link.folder.of(facility)).toBeNull();
  expect((await link.list()).length).toBe(1);
});

test("nothing is written over: the next free name is taken, and none that is not a result's", async () => {
  const folders = openResultFolders(settingsFile);
  await folders.choose(facility, folder);
  const ends = await Promise.all(names.map(() => folders.write(facility, names, bytes)));
  expect(ends).toEqual(names.map((name) => ({ ok: true, name })));
  expect(await folders.write(facility, names, bytes)).toEqual({
    ok: false,
    problem: "unavailable",
  });
  for (const name of ["../out.xml", "notes.txt", `sub/${names[0]}`]) {
    expect(() => folders.write(facility, [name], bytes)).toThrow(RangeError);
  }
  const link = linkTo((await start({ token, settingsFile })).agent);
  await expect(link.folder.write(facility, ["../out.xml"], bytes)).rejects.toMatchObject({
    code: "protocol",
  });
  expect((await readdir(place)).toSorted()).toEqual(["face", "settings"]);
});

test("whoever watches the folder sees a result whole, or not at all", async () => {
  const folders = openResultFolders(settingsFile);
  await folders.choose(facility, folder);
  const large = new Uint8Array(64 * 1024).fill(0x41);
  const sizes = new Set<number>();
  let isDone = false;
  const watching = (async () => {
    while (!isDone) {
      for (const name of (await readdir(folder)).filter((each) => each.endsWith(".xml"))) {
        sizes.add((await readFile(join(folder, name))).length);
      }
    }
  })();
  for (let round = 0; round < 30; round += 1) {
    const at = { writtenAt: writtenAt.add({ seconds: round }), format: "xml" } as const;
    await folders.write(facility, [fileNameOf(exampleAnswer, at)], large);
  }
  isDone = true;
  await watching;
  expect([...sizes]).toEqual([large.length]);
  expect(await readdir(folder)).toHaveLength(30);
});

test("what a power cut left half written is cleared away, and another program's draft of this moment is not", async () => {
  const folders = openResultFolders(settingsFile);
  await folders.choose(facility, folder);
  const [old, fresh] = ["0".repeat(16), "1".repeat(16)].map((id) => `.madoguchi-${id}.part`);
  for (const name of [old, fresh, "notes.part"])
    await writeFile(join(folder, String(name)), "<XmlM");
  await utimes(join(folder, String(old)), new Date(0), new Date(0));
  await utimes(join(folder, "notes.part"), new Date(0), new Date(0));
  await folders.write(facility, names, bytes);
  expect((await readdir(folder)).toSorted()).toEqual([fresh, names[0], "notes.part"].toSorted());
});

test("a folder is taken only if a file can be written there; otherwise the one before stays", async () => {
  const folders = openResultFolders(settingsFile);
  await folders.choose(facility, folder);
  await writeFile(join(place, "file"), "");
  for (const [path, problem] of [
    ["face", "not-absolute"],
    [join(place, "nowhere"), "missing"],
    [join(place, "file"), "not-a-folder"],
  ]) {
    expect(await folders.choose(facility, String(path))).toMatchObject({ path, problem });
  }
  expect(await folders.of(facility)).toEqual({ path: folder, problem: null });
  expect(await readdir(folder)).toEqual([]);
  // It may go away, and settings may be spoilt: neither is more than a folder to be chosen anew.
  await rm(folder, { recursive: true });
  expect(await folders.write(facility, names, bytes)).toEqual({ ok: false, problem: "missing" });
  await writeFile(settingsFile, "{");
  expect(await folders.of(facility)).toEqual({ path: null, problem: "none-chosen" });
});
