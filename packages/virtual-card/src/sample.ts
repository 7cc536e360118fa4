/** For tests and measurements, here and wherever a card is needed: the card of somebody who does not exist. */
import { verificationNumberB } from "@madoguchi/card";
import { Temporal } from "temporal-polyfill";
import { personalise } from "./holder.ts";
import { createTestPki, type TestPki } from "./pki.ts";
import type { CardImage, Holder } from "./state.ts";

/** The day on which the sample's PKI is young and its card is a year old. */
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

type Sample = { readonly pki: TestPki; readonly image: CardImage };

let made: Promise<Sample> | undefined;

/** Keys are slow to make: all that runs in one process shares one PKI and one card, which no `VirtualCard` of it changes. */
export function sampleCard(): Promise<Sample> {
  made ??= makeSample();
  return made;
}

async function makeSample(): Promise<Sample> {
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
