/** For tests: a few words to speak to the sample card. */
import { fromHex, toHex } from "@madoguchi/card";
import { VirtualCard } from "./card.ts";
import { sampleCard } from "./sample.ts";
import type { Switches } from "./switches.ts";

/** Sends hex, answers hex. */
export type Talk = (command: string) => Promise<string>;

export async function talkTo(
  switches: Partial<Switches> = {},
): Promise<{ card: VirtualCard; talk: Talk }> {
  const { image } = await sampleCard();
  const card = VirtualCard.fromImage(image, switches);
  return { card, talk: async (command) => toHex(await card.process(fromHex(command))) };
}

export const select = {
  jpki: "00a4040c0ad392f000260100000001",
  kenkaku: "00a4040c0ad3921000310001010402",
  kenhojo: "00a4040c0ad3921000310001010408",
  common: "00a4040c0ad3921000310001010100",
  file: (identifier: string) => `00a4020c02${identifier}`,
};

export const triesLeft = "00200080";

export function verifyPin(pin: string): string {
  const bytes = new TextEncoder().encode(pin);
  return `00200080${toHex(Uint8Array.of(bytes.length, ...bytes))}`;
}

/** The whole selected file, in steps of 256 bytes. */
export async function readAll(talk: Talk): Promise<string> {
  for (let offset = 0, file = ""; ; offset += 256) {
    const answer = await talk(`00b0${offset.toString(16).padStart(4, "0")}00`);
    file += answer.slice(0, -4);
    if (answer.length < 2 * 258) return file;
  }
}
