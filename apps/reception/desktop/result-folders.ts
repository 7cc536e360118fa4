/**
 * Files for the billing computer, in a folder that the facility chose. A page can have nothing written but files of this one name and
 * form, only there, and none of what is there already is touched: even a page that went astray could do no harm with it.
 */
import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import { isHandoverFileName } from "@madoguchi/exchange";
import { z } from "zod";
import type { FileWritten, Folder } from "../link/agent-folder.ts";
import type { FolderProblem } from "../link/protocol.ts";

export interface ResultFolders {
  of(facility: string): Promise<Folder>;
  /** Keeps it if a file can be written there. */
  choose(facility: string, path: string): Promise<Folder>;
  /** @throws RangeError for a name that is no result's */
  write(facility: string, names: readonly string[], bytes: Uint8Array): Promise<FileWritten>;
}

const settingsSchema = z.object({ folders: z.record(z.string(), z.string()).default({}) });

/** A draft is not what a billing computer looks for, and may be left behind by a power cut. */
const DRAFT = /^\.madoguchi-[0-9a-f]{16}\.part$/;
const ABANDONED_MS = 60_000;

/** @param settingsFile where the choice is kept; its folder is made when first needed */
export function openResultFolders(settingsFile: string): ResultFolders {
  // One after the other, so that a name found free is free.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const turn = last.then(task);
    last = turn.catch(() => {});
    return turn;
  };

  return {
    of: (facility) =>
      inTurn(async () => {
        const path = (await readSettings(settingsFile)).folders[facility] ?? null;
        return path === null
          ? { path, problem: "none-chosen" }
          : { path, problem: await whyNot(path) };
      }),
    choose: (facility, typed) =>
      inTurn(async () => {
        const path = typed.trim();
        const problem = await whyNot(path);
        if (problem === null) {
          const settings = await readSettings(settingsFile);
          await keep(settingsFile, { folders: { ...settings.folders, [facility]: path } });
        }
        return { path, problem };
      }),
    write(facility, names, bytes) {
      const foreign = names.find((name) => !isHandoverFileName(name));
      if (foreign !== undefined) throw new RangeError("not a name of a result");
      return inTurn(async () => {
        const path = (await readSettings(settingsFile)).folders[facility];
        if (path === undefined) return { ok: false, problem: "none-chosen" };
        try {
          await removeAbandoned(path);
          const name = await firstFree(path, names);
          await writeWhole(join(path, name), bytes);
          return { ok: true, name };
        } catch (error) {
          return { ok: false, problem: problemOf(error) };
        }
      });
    },
  };
}

/** Found out by writing: a share or a sandbox may refuse what its permissions promise. */
async function whyNot(path: string): Promise<FolderProblem | null> {
  if (!isAbsolute(path)) return "not-absolute";
  try {
    if (!(await stat(path)).isDirectory()) return "not-a-folder";
    await rm(await writeDraft(path, Uint8Array.of(0)));
    return null;
  } catch (error) {
    return problemOf(error);
  }
}

async function firstFree(path: string, names: readonly string[]): Promise<string> {
  const taken = new Set(await readdir(path));
  const free = names.find((name) => !taken.has(name));
  if (free === undefined) throw new Error("every name is taken");
  return free;
}

async function writeWhole(target: string, bytes: Uint8Array): Promise<void> {
  const draft = await writeDraft(dirname(target), bytes);
  try {
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** On the disk before it gets its name. @returns the draft's path */
async function writeDraft(folder: string, bytes: Uint8Array): Promise<string> {
  const draft = join(folder, `.madoguchi-${randomBytes(8).toString("hex")}.part`);
  const file = await open(draft, "wx");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return draft;
}

/** Of a program that was killed: another of ours may be writing at this moment. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((each) => DRAFT.test(each))) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > ABANDONED_MS) await rm(path, { force: true });
  }
}

const problems: Readonly<Record<string, FolderProblem>> = {
  ENOENT: "missing",
  ENOTDIR: "not-a-folder",
  EACCES: "not-writable",
  EPERM: "not-writable",
  EROFS: "not-writable",
  ENOSPC: "full",
  EDQUOT: "full",
};

/** A drive that is gone has many codes. */
function problemOf(error: unknown): FolderProblem {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";

  return problems[code] ?? "unavailable";
}

async function readSettings(file: string): Promise<z.infer<typeof settingsSchema>> {
  try {
    return settingsSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    // Not there yet, or not ours any more: the folder is chosen anew.
    return { folders: {} };
  }
}

async function keep(file: string, settings: z.infer<typeof settingsSchema>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeWhole(file, new TextEncoder().encode(JSON.stringify(settings)));
}
