/**
 * What the page and the Bluetooth of the phone's shell say to each other: JSON texts over a channel of their own. The page
 * asks, every request gets exactly one reply with its id, and a search or a connection bears the id of the request that
 * began it. The shells speak it in `android/src/…/BluetoothBridge.java` and `ios/Sources/BluetoothBridge.swift`.
 *
 * A packet is what one write or one notification carries, in hex. Frames and encryption are the page's: the shell sees
 * no PIN and knows no reader.
 */
import { z } from "zod";
import { hex, id, linkErrorCode } from "../link/protocol.ts";

export type BluetoothRequest =
  /** Asks the person for permission where that is needed. Its `done` comes when the search was stopped. */
  | { readonly type: "scan"; readonly id: number; readonly namePrefix: string }
  | { readonly type: "stop"; readonly id: number; readonly scan: number }
  /** Never asks the person. Its `done` says: ready to write, and listening. One connection at a time. */
  | {
      readonly type: "connect";
      readonly id: number;
      readonly device: string;
      readonly service: string;
      readonly commands: string;
      readonly answers: string;
    }
  /** Its `done` says that the device has it. One at a time. */
  | {
      readonly type: "write";
      readonly id: number;
      readonly connection: number;
      readonly packet: string;
    }
  /** Also ends a connecting that is under way, whose reply is then the error `cancelled`. */
  | { readonly type: "disconnect"; readonly id: number; readonly connection: number };

export const bluetoothMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("done"), id }),
  z.object({ type: z.literal("error"), id, code: linkErrorCode, message: z.string() }),
  /** Unasked, once for each device. `device` is whatever the shell connects by later, also after a restart. */
  z.object({ type: z.literal("found"), scan: id, device: z.string(), name: z.string() }),
  /** Unasked: a notification. */
  z.object({ type: z.literal("packet"), connection: id, packet: hex }),
  /** Unasked, and not after `disconnect`: the device is out of reach. */
  z.object({ type: z.literal("disconnected"), connection: id }),
]);

export type BluetoothMessage = z.infer<typeof bluetoothMessage>;
export type BluetoothReply = Extract<BluetoothMessage, { type: "done" | "error" }>;
