/**
 * What stands in a block: a header of seven bytes like CCID's, and data.
 * Type, length in two bytes, slot 00, sequence, parameter, and a check that makes the XOR of the whole message zero.
 * Source: ACR1255U-J1 reference manual, §5.5 and §5.6.
 */
import { LinkError } from "@madoguchi/card";
import { xor } from "./frame.ts";

const HEADER = 7;
const CHECK = 6;

export const commandType = {
  powerOn: 0x62,
  powerOff: 0x63,
  slotStatus: 0x65,
  escape: 0x6b,
  transfer: 0x6f,
} as const;
export type CommandType = (typeof commandType)[keyof typeof commandType];

export const answerType = {
  dataBlock: 0x80,
  slotStatus: 0x81,
  escape: 0x83,
  /** Told unasked. */
  cardStatus: 0x50,
  hardwareError: 0x51,
} as const;

export type Message = {
  readonly type: number;
  /** The reader repeats the command's. */
  readonly sequence: number;
  /** 00 in commands; what it means in an answer depends on its type. */
  readonly parameter: number;
  readonly data: Uint8Array;
};

export function encodeMessage({
  type,
  sequence,
  parameter,
  data,
}: Message): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER + data.length);
  bytes.set([type, data.length >> 8, data.length & 0xff, 0, sequence, parameter]);
  bytes.set(data, HEADER);
  bytes[CHECK] = xor(bytes);
  return bytes;
}

/** Padding after the message is not looked at. @throws LinkError `protocol` */
export function decodeMessage(block: Uint8Array): Message {
  const [type, high, low, , sequence, parameter] = block;
  if (
    block.length < HEADER ||
    type === undefined ||
    high === undefined ||
    low === undefined ||
    sequence === undefined ||
    parameter === undefined
  )
    throw new LinkError("protocol", "a message from the reader has no whole header");
  const end = HEADER + ((high << 8) | low);
  if (end > block.length) throw new LinkError("protocol", "a message from the reader is cut short");
  if (xor(block.subarray(0, end)) !== 0)
    throw new LinkError("protocol", "a message from the reader has a wrong check");
  return { type, sequence, parameter, data: block.slice(HEADER, end) };
}
