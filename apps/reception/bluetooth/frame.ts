/**
 * The envelope of everything the ACR1255U-J1 and we send: 05, length in two bytes, block, XOR of length and block, 0A.
 * Source: ACR1255U-J1 reference manual, §5.4. A frame travels in packets, and they may be cut and joined anywhere.
 */
import { LinkError } from "@madoguchi/card";

const START = 0x05;
const STOP = 0x0a;
const HEADER = 3;
const TRAILER = 2;
/** ATT's smallest MTU, 23 bytes, without its own three. */
const PACKET = 20;
/** The longest answer of a card with short APDUs, padded, is 272 bytes. More is no answer but a fault. */
const MAX_BLOCK = 1024;

export function encodeFrame(block: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(HEADER + block.length + TRAILER);
  frame.set([START, block.length >> 8, block.length & 0xff]);
  frame.set(block, HEADER);
  frame.set([xor(frame.subarray(1, HEADER + block.length)), STOP], HEADER + block.length);
  return frame;
}

export function cutIntoPackets(frame: Uint8Array): Uint8Array<ArrayBuffer>[] {
  return Array.from({ length: Math.ceil(frame.length / PACKET) }, (_, index) =>
    Uint8Array.from(frame.subarray(index * PACKET, (index + 1) * PACKET)),
  );
}

export function xor(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum ^ byte, 0);
}

/** Puts the blocks together again. After a fault it is of no more use: nobody knows where the next frame begins. */
export class FrameReader {
  #bytes = new Uint8Array();

  /** The blocks that this packet completes. @throws LinkError `protocol` */
  push(packet: Uint8Array): Uint8Array[] {
    const joined = new Uint8Array(this.#bytes.length + packet.length);
    joined.set(this.#bytes);
    joined.set(packet, this.#bytes.length);
    this.#bytes = joined;
    const blocks: Uint8Array[] = [];
    for (let block = this.#take(); block !== undefined; block = this.#take()) blocks.push(block);
    return blocks;
  }

  #take(): Uint8Array | undefined {
    const bytes = this.#bytes;
    if (bytes.length > 0 && bytes[0] !== START) throw fault("does not begin with 05");
    const [, high, low] = bytes;
    if (high === undefined || low === undefined) return undefined;
    const end = HEADER + ((high << 8) | low);
    if (end - HEADER > MAX_BLOCK) throw fault("is longer than any answer");
    if (bytes.length < end + TRAILER) return undefined;
    if (bytes[end + 1] !== STOP) throw fault("does not end with 0A");
    if (bytes[end] !== xor(bytes.subarray(1, end))) throw fault("has a wrong checksum");
    this.#bytes = bytes.slice(end + TRAILER);
    return bytes.slice(HEADER, end);
  }
}

function fault(what: string): LinkError {
  return new LinkError("protocol", `a frame from the reader ${what}`);
}
