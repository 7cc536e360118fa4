/**
 * A folder that the browser itself writes into (File System Access), where no agent runs: Chrome and Edge on a computer. The browser
 * keeps the person's choice as a handle without a path, and asks anew whenever it sees fit.
 */
import type { FolderProblem } from "../../link/protocol.ts";
import { openStore } from "../kept/open-store.ts";

const inStore = openStore("madoguchi-handover", "folders");

/** What TypeScript's own description of browsers does not hold. */
type Permission = { mode: "readwrite" };
type ChosenFolder = FileSystemDirectoryHandle & {
  queryPermission(permission: Permission): Promise<PermissionState>;
  requestPermission(permission: Permission): Promise<PermissionState>;
};
type MovableFile = FileSystemFileHandle & { move?(name: string): Promise<void> };
type Picker = (options: Permission & { id: string }) => Promise<ChosenFolder>;

export type BrowserFolderEnd =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly problem: FolderProblem | "no-permission" };

export function canChooseFolder(): boolean {
  return picker() !== undefined;
}

/** Call it from a press. @returns the folder's name; null where the person chose none */
export async function chooseFolder(facilityCode: string): Promise<string | null> {
  try {
    const folder = await picker()?.({ id: "madoguchi-result", mode: "readwrite" });
    if (folder === undefined) return null;
    await inStore("readwrite", (store) => store.put(folder, facilityCode));
    return folder.name;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    throw error;
  }
}

export async function chosenFolderName(facilityCode: string): Promise<string | null> {
  return (await chosen(facilityCode))?.name ?? null;
}

/** Call it from a press: the browser may have to ask the person again. */
export async function writeIntoFolder(
  facilityCode: string,
  names: readonly string[],
  bytes: Uint8Array<ArrayBuffer>,
): Promise<BrowserFolderEnd> {
  const folder = await chosen(facilityCode);
  if (folder === null) return { ok: false, problem: "none-chosen" };
  try {
    if (!(await isAllowed(folder))) return { ok: false, problem: "no-permission" };
    const name = await firstFree(folder, names);
    await writeWhole(folder, name, bytes);
    return { ok: true, name };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

async function isAllowed(folder: ChosenFolder): Promise<boolean> {
  const permission = { mode: "readwrite" } as const;
  if ((await folder.queryPermission(permission)) === "granted") return true;

  return (await folder.requestPermission(permission)) === "granted";
}

async function firstFree(folder: ChosenFolder, names: readonly string[]): Promise<string> {
  for (const name of names) {
    const isTaken = await folder.getFileHandle(name).then(
      () => true,
      (error: unknown) => {
        if (error instanceof DOMException && error.name === "NotFoundError") return false;
        throw error;
      },
    );
    if (!isTaken) return name;
  }
  throw new Error("every name is taken");
}

/** Under its name only when it is whole; a browser that cannot rename shows it empty for a moment. */
async function writeWhole(
  folder: ChosenFolder,
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const draftName = `.madoguchi-${crypto.randomUUID()}.part`;
  const draft: MovableFile = await folder.getFileHandle(draftName, { create: true });
  try {
    if (draft.move !== undefined) {
      await fill(draft, bytes);
      await draft.move(name);
      return;
    }
    await fill(await folder.getFileHandle(name, { create: true }), bytes);
    await folder.removeEntry(draftName);
  } catch (error) {
    await folder.removeEntry(draftName).catch(() => {});
    throw error;
  }
}

async function fill(file: FileSystemFileHandle, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const writable = await file.createWritable();
  await writable.write(bytes);
  await writable.close();
}

const problems: Readonly<Record<string, FolderProblem | "no-permission">> = {
  NotFoundError: "missing",
  NotAllowedError: "no-permission",
  NoModificationAllowedError: "not-writable",
  QuotaExceededError: "full",
};

function problemOf(error: unknown): FolderProblem | "no-permission" {
  const name = error instanceof DOMException ? error.name : "";

  return problems[name] ?? "unavailable";
}

function picker(): Picker | undefined {
  const found: unknown = Reflect.get(window, "showDirectoryPicker");

  return typeof found === "function"
    ? (options) => Reflect.apply(found, window, [options])
    : undefined;
}

async function chosen(facilityCode: string): Promise<ChosenFolder | null> {
  const kept: unknown = await inStore("readonly", (store) => store.get(facilityCode));

  return isFolder(kept) ? kept : null;
}

function isFolder(kept: unknown): kept is ChosenFolder {
  return kept instanceof FileSystemDirectoryHandle && "queryPermission" in kept;
}
