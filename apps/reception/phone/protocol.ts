/**
 * What the page and the phone's shell around it say to each other: JSON texts, for a WebView carries nothing else. The
 * page asks, every request gets exactly one reply with its id, and a link bears the id of the request that opened it.
 * The shells speak it in `android/src/…/Bridge.java` and `ios/Sources/Bridge.swift`.
 *
 * A phone has no lasting reader: `open` powers the field and waits for a card, `close` ends the waiting or cuts the card's
 * power, whichever it meets.
 */
import { z } from "zod";
import { hex, id, linkErrorCode } from "../link/protocol.ts";

export type ShellRequest =
  | { readonly type: "status"; readonly id: number }
  /** `prompt` stands on the sheet that iOS lays over the page; Android shows none. */
  | { readonly type: "open"; readonly id: number; readonly prompt: string }
  /** `apdu` in hex. It may hold a PIN: nobody logs it, and the bytes on both ends of the text are wiped. */
  | { readonly type: "transmit"; readonly id: number; readonly link: number; readonly apdu: string }
  | { readonly type: "close"; readonly id: number; readonly link: number };

export const shellMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("status"), id, nfc: z.enum(["on", "off", "unsupported"]) }),
  z.object({ type: z.literal("opened"), id, historical: hex }),
  z.object({ type: z.literal("answer"), id, apdu: hex }),
  z.object({ type: z.literal("done"), id }),
  z.object({ type: z.literal("error"), id, code: linkErrorCode, message: z.string() }),
  /** Unasked: the link ended while nothing was under way. */
  z.object({ type: z.literal("removed"), link: id }),
]);

export type ShellMessage = z.infer<typeof shellMessage>;
export type ShellReply = Exclude<ShellMessage, { type: "removed" }>;
