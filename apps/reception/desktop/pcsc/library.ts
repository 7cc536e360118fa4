import { LinkError } from "@madoguchi/card";
import type { TypeObject } from "koffi";
import { abiOf, type Abi } from "./abi.ts";
import { layOut, type Koffi } from "./layout.ts";
import { E_CANCELLED, E_NO_READERS, E_TIMEOUT, pcscError, SUCCESS } from "./errors.ts";

/** A 64-bit value that JavaScript's numbers may not hold. */
export type Handle = number | bigint;

export type ReaderState = {
  readonly name: string;
  /** The SCARD_STATE bits, with the count of events in the upper half. */
  readonly state: number;
  readonly atr: Uint8Array;
};

export const STATE = { changed: 0x02, unavailable: 0x08, present: 0x20 } as const;

const SCOPE_SYSTEM = 2;
const SHARE = { exclusive: 1, shared: 2 } as const;
const PROTOCOL_T0_OR_T1 = 3;
const DISPOSITION = { leave: 0, unpower: 2 } as const;
const LIST_UNITS = 8192;
/** A short answer is 258 bytes; some drivers want room to spare. */
const RECEIVE_BYTES = 512;

/** PC/SC in promises. Every method @throws LinkError. What can wait for a card runs on a worker thread. */
export type Pcsc = {
  readonly plugAndPlay: boolean;
  establish(): Handle;
  release(context: Handle): void;
  /** Ends a `statusChange` that waits on this context. */
  cancel(context: Handle): void;
  listReaders(context: Handle): readonly string[];
  /** Waits until a reader leaves its given state (0 = unknown: answers at once); undefined when none did. */
  statusChange(
    context: Handle,
    readers: readonly Pick<ReaderState, "name" | "state">[],
    timeoutMs: number,
  ): Promise<readonly ReaderState[] | undefined>;
  connect(
    context: Handle,
    reader: string,
    share: keyof typeof SHARE,
  ): Promise<{ readonly card: Handle; readonly protocol: number }>;
  transmit(card: Handle, protocol: number, apdu: Uint8Array): Promise<Uint8Array>;
  disconnect(card: Handle, disposition: keyof typeof DISPOSITION): Promise<void>;
};

/** The two ways koffi calls a C function. */
type Native = {
  (...args: readonly unknown[]): unknown;
  async(...args: readonly unknown[]): void;
};

/** Return codes come as 32 or 64 bits, signed or not. */
function unsigned(result: unknown): number {
  return Number(result) >>> 0;
}

function inBackground(native: Native, ...args: readonly unknown[]): Promise<number> {
  return new Promise((resolve, reject) => {
    native.async(...args, (error: unknown, result: unknown) => {
      if (error instanceof Error) reject(error);
      else resolve(unsigned(result));
    });
  });
}

function expectSuccess(code: number, call: string): void {
  if (code !== SUCCESS) throw pcscError(code, call);
}

/** @throws LinkError `service-down` when this system has no PC/SC library */
export async function loadPcsc(platform: NodeJS.Platform = process.platform): Promise<Pcsc> {
  const abi = abiOf(platform);
  try {
    const { default: koffi } = await import("koffi");
    return bind(koffi, abi);
  } catch (cause) {
    if (cause instanceof LinkError) throw cause;
    throw new LinkError("service-down", `cannot load ${abi.file}`, { cause });
  }
}

type CType = string | TypeObject | ReturnType<Koffi["out"]>;

function bind(koffi: Koffi, abi: Abi): Pcsc {
  const { dword, long, handle, text, suffix } = abi;
  const library = koffi.load(abi.file);
  const out = (type: string) => koffi.out(koffi.pointer(type));
  const inout = (type: string | TypeObject) => koffi.inout(koffi.pointer(type));
  const bytes = koffi.pointer("uint8_t");
  const { readerState, ioRequest } = layOut(koffi, abi);
  const native = (name: string, parameters: CType[]): Native =>
    library.func(name, long, parameters);

  const SCardEstablishContext = native("SCardEstablishContext", [
    dword,
    "uintptr_t",
    "uintptr_t",
    out(handle),
  ]);
  const SCardReleaseContext = native("SCardReleaseContext", [handle]);
  const SCardCancel = native("SCardCancel", [handle]);
  const SCardListReaders = native(`SCardListReaders${suffix}`, [
    handle,
    "uintptr_t",
    bytes,
    inout(dword),
  ]);
  const SCardGetStatusChange = native(`SCardGetStatusChange${suffix}`, [
    handle,
    dword,
    inout(readerState),
    dword,
  ]);
  const SCardConnect = native(`SCardConnect${suffix}`, [
    handle,
    text,
    dword,
    dword,
    out(handle),
    out(dword),
  ]);
  const SCardTransmit = native("SCardTransmit", [
    handle,
    koffi.pointer(ioRequest),
    bytes,
    dword,
    "uintptr_t",
    bytes,
    inout(dword),
  ]);
  const SCardDisconnect = native("SCardDisconnect", [handle, dword]);

  return {
    plugAndPlay: abi.plugAndPlay,

    establish() {
      const context: Handle[] = [0];
      const code = unsigned(SCardEstablishContext(SCOPE_SYSTEM, 0, 0, context));
      expectSuccess(code, "SCardEstablishContext");
      return context[0] ?? 0;
    },

    release(context) {
      SCardReleaseContext(context);
    },

    cancel(context) {
      SCardCancel(context);
    },

    listReaders(context) {
      const buffer = new Uint8Array(LIST_UNITS * abi.bytesPerUnit);
      const units = [LIST_UNITS];
      const code = unsigned(SCardListReaders(context, 0, buffer, units));
      if (code === E_NO_READERS) return [];
      expectSuccess(code, "SCardListReaders");
      const listed = buffer.subarray(0, Number(units[0]) * abi.bytesPerUnit);
      // Names end with a NUL each, and the list with one more.
      return new TextDecoder(abi.encoding)
        .decode(listed)
        .split("\0")
        .filter((name) => name !== "");
    },

    async statusChange(context, readers, timeoutMs) {
      const states = readers.map(({ name, state }) => ({
        szReader: name,
        pvUserData: 0,
        dwCurrentState: state,
        dwEventState: 0,
        cbAtr: 0,
        rgbAtr: new Uint8Array(abi.atrBytes),
      }));
      const code = await inBackground(
        SCardGetStatusChange,
        context,
        timeoutMs,
        states,
        states.length,
      );
      if (code === E_TIMEOUT || code === E_CANCELLED) return undefined;
      expectSuccess(code, "SCardGetStatusChange");
      return states.map(({ szReader, dwEventState, cbAtr, rgbAtr }) => ({
        name: szReader,
        state: dwEventState,
        atr: rgbAtr.slice(0, cbAtr),
      }));
    },

    async connect(context, reader, share) {
      const card: Handle[] = [0];
      const protocol = [0];
      const code = await inBackground(
        SCardConnect,
        context,
        reader,
        SHARE[share],
        PROTOCOL_T0_OR_T1,
        card,
        protocol,
      );
      expectSuccess(code, "SCardConnect");
      return { card: card[0] ?? 0, protocol: protocol[0] ?? 0 };
    },

    async transmit(card, protocol, apdu) {
      // The thread reads while the caller may already wipe its own copy. Not by slice(): a Buffer's gives the same bytes again.
      const command = new Uint8Array(apdu);
      const answer = new Uint8Array(RECEIVE_BYTES);
      const length = [RECEIVE_BYTES];
      const request = { dwProtocol: protocol, cbPciLength: koffi.sizeof(ioRequest) };
      try {
        const code = await inBackground(
          SCardTransmit,
          card,
          request,
          command,
          command.length,
          0,
          answer,
          length,
        );
        expectSuccess(code, "SCardTransmit");
        return answer.slice(0, length[0]);
      } finally {
        command.fill(0);
      }
    },

    async disconnect(card, disposition) {
      const code = await inBackground(SCardDisconnect, card, DISPOSITION[disposition]);
      expectSuccess(code, "SCardDisconnect");
    },
  };
}
