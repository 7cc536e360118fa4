/**
 * The same dozen PC/SC functions, as three systems build them. pcsc-lite on Linux takes DWORD and LONG as the
 * machine's `long`; Windows and macOS have 32 bits, but Windows' handles are as wide as a pointer and its text is UTF-16.
 * Sources: pcsclite.h and wintypes.h of pcsc-lite; winscard.h of the Windows SDK; PCSC.framework's headers.
 */
import { LinkError } from "@madoguchi/card";

export type Abi = {
  readonly file: string;
  /** C types in koffi's spelling. */
  readonly dword: "ulong" | "uint32_t";
  readonly long: "long" | "int32_t";
  readonly handle: "long" | "int32_t" | "uintptr_t";
  readonly text: "str" | "str16";
  /** Windows' functions that take UTF-16 end in W. */
  readonly suffix: "" | "W";
  readonly encoding: "utf-8" | "utf-16le";
  readonly bytesPerUnit: 1 | 2;
  readonly atrBytes: 33 | 36;
  /** PCSC.framework packs its structures without padding. */
  readonly packed: boolean;
  /** Whether waiting on the pseudo-reader tells of readers that come and go. */
  readonly plugAndPlay: boolean;
};

const narrow = {
  suffix: "",
  text: "str",
  encoding: "utf-8",
  bytesPerUnit: 1,
  atrBytes: 33,
} as const;

const linux: Abi = {
  ...narrow,
  file: "libpcsclite.so.1",
  dword: "ulong",
  long: "long",
  handle: "long",
  packed: false,
  plugAndPlay: true,
};

const darwin: Abi = {
  ...narrow,
  file: "/System/Library/Frameworks/PCSC.framework/PCSC",
  dword: "uint32_t",
  long: "int32_t",
  handle: "int32_t",
  packed: true,
  plugAndPlay: false,
};

const win32: Abi = {
  file: "winscard.dll",
  dword: "uint32_t",
  long: "int32_t",
  handle: "uintptr_t",
  text: "str16",
  suffix: "W",
  encoding: "utf-16le",
  bytesPerUnit: 2,
  atrBytes: 36,
  packed: false,
  plugAndPlay: true,
};

/** @throws LinkError `service-down` on a system without PC/SC */
export function abiOf(platform: NodeJS.Platform): Abi {
  switch (platform) {
    case "linux":
      return linux;
    case "darwin":
      return darwin;
    case "win32":
      return win32;
    default:
      throw new LinkError("service-down", `there is no PC/SC on ${platform}`);
  }
}
