/** For tests: one card of a fictitious person, and a few words to speak to it. */
import { fromHex, toHex, verificationNumberB } from "@madoguchi/card";
import { Temporal } from "temporal-polyfill";
import { VirtualCard } from "./card.ts";
import { personalise } from "./holder.ts";
import { createTestPki } from "./pki.ts";
import type { CardImage, Holder } from "./state.ts";
import type { Switches } from "./switches.ts";

export const today = Temporal.PlainDate.from("2026-11-22");

export const hanako: Holder = {
  name: "山田　花子",
  sex: "female",
  birthDate: "1980-02-17",
  prefecture: "架空県",
  city: "窓口市",
  address: "架空県窓口市見本町一丁目２番３号",
  municipalityCode: "99201",
};

/** Keys are slow to make: all tests of a run share one PKI and one card. */
let made: Promise<{ pki: Awaited<ReturnType<typeof createTestPki>>; image: CardImage }> | undefined;

export function sample() {
  made ??= makeSample();
  return made;
}

async function makeSample() {
  const pki = await createTestPki(today);
  return { pki, image: await personalise(pki, hanako, { issuedOn: today.subtract({ years: 1 }) }) };
}

/** What is typed for 照合番号B, as it stands on the card. */
export function numberBOf({ holder, expiry, securityCode }: CardImage): Uint8Array {
  const expiryYear = Number(expiry.slice(0, 4));
  const number = verificationNumberB({ birthDate: holder.birthDate, expiryYear, securityCode });
  if (number.kind !== "number") throw new RangeError(`no 照合番号B: ${number.field}`);
  return number.digits;
}

/** Sends hex, answers hex. */
export type Talk = (command: string) => Promise<string>;

export async function talkTo(
  switches: Partial<Switches> = {},
): Promise<{ card: VirtualCard; talk: Talk }> {
  const { image } = await sample();
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
