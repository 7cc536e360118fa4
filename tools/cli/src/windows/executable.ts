/** Node's `node.exe` made into our program: our code and files inside it, our name and icon outside, no console. */
import { readFileSync } from "node:fs";
import * as resedit from "resedit";
import { Refusal } from "../refusal.ts";

/** What Node looks for at its start; see the Node.js documentation on single executable applications. */
const BLOB = { type: 10, id: "NODE_SEA_BLOB", lang: 0 } as const;
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";
/** IMAGE_SUBSYSTEM_WINDOWS_GUI: a program with a window does not open a black one beside it. */
const GUI = 2;
const LANGUAGE = { lang: 1041, codepage: 1200 } as const;

export type Executable = {
  readonly nodeExe: string;
  readonly blob: string;
  readonly version: string;
  /** PNGs by their width and height. */
  readonly icons: ReadonlyMap<number, Uint8Array>;
};

/** @throws Refusal when that node.exe is not as expected */
export function makeExecutable({ nodeExe, blob, version, icons }: Executable): Uint8Array {
  // Node's own signature says nothing about what this becomes.
  const exe = resedit.NtExecutable.from(readFileSync(nodeExe), { ignoreCert: true });
  const resources = resedit.NtExecutableResource.from(exe);
  resources.entries.push({ ...BLOB, codepage: 0, bin: arrayBufferOf(readFileSync(blob)) });
  name(resources, version);
  resedit.Resource.IconGroupEntry.replaceIconsForResource(
    resources.entries,
    1,
    LANGUAGE.lang,
    [...icons].map(([size, png]) =>
      resedit.Data.RawIconItem.from(arrayBufferOf(png), size, size, 32),
    ),
  );
  resources.outputResource(exe);
  exe.newHeader.optionalHeader.subsystem = GUI;
  const made = Buffer.from(exe.generate());
  lightFuse(made);
  return made;
}

function name({ entries }: resedit.NtExecutableResource, version: string): void {
  const [info] = resedit.Resource.VersionInfo.fromEntries(entries);
  if (info === undefined) throw new Refusal("node.exe に版の情報がありません。");
  for (const each of info.getAllLanguagesForStringValues()) info.removeAllStringValues(each);
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  info.setFileVersion(major, minor, patch, 0, LANGUAGE.lang);
  info.setProductVersion(major, minor, patch, 0, LANGUAGE.lang);
  info.setStringValues(LANGUAGE, {
    FileDescription: "マイナ資格確認",
    ProductName: "Madoguchi",
    FileVersion: version,
    ProductVersion: version,
    OriginalFilename: "madoguchi.exe",
    InternalName: "madoguchi",
    LegalCopyright: "MIT License",
  });
  info.outputToResourceEntries(entries);
}

/** From "no application inside" to "one inside". It stands there once. */
function lightFuse(exe: Buffer): void {
  const unlit = Buffer.from(`${FUSE}:0`);
  const at = exe.indexOf(unlit);
  if (at < 0 || exe.indexOf(unlit, at + 1) >= 0) {
    throw new Refusal("node.exe に、中のプログラムを示す印がありません。");
  }
  exe.write("1", at + unlit.length - 1);
}

function arrayBufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
