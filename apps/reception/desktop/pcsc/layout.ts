import type { TypeObject } from "koffi";
import type { Abi } from "./abi.ts";

export type Koffi = typeof import("koffi").default;

/** PC/SC's two structures as this system lays them out in memory. */
export function layOut(
  koffi: Koffi,
  { dword, text, atrBytes, packed }: Abi,
): { readonly readerState: TypeObject; readonly ioRequest: TypeObject } {
  const structure = packed ? koffi.pack : koffi.struct;
  return {
    readerState: structure({
      szReader: text,
      pvUserData: "uintptr_t",
      dwCurrentState: dword,
      dwEventState: dword,
      cbAtr: dword,
      rgbAtr: koffi.array("uint8_t", atrBytes, "Typed"),
    }),
    ioRequest: structure({ dwProtocol: dword, cbPciLength: dword }),
  };
}
