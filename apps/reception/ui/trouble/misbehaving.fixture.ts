/** Cards that do something else at one of their commands, whatever link they are on. */
import { toHex } from "@madoguchi/card";
import { CardPulled } from "@madoguchi/virtual-card";
import type { VirtualCard } from "@madoguchi/virtual-card";

/** Commands by their first bytes. */
export const at = {
  /** VERIFY without a PIN asks for the counter. */
  counter: /^0020.{4}$/iu,
  pin: /^0020.{4}04/iu,
  number: /^0020.{4}0e/iu,
  read: /^00b0/iu,
  sign: /^(?:802a|0088)/iu,
} as const;

type Act = (answer: Uint8Array) => Uint8Array;

/** @param after only once this command was seen */
export function misbehaving(
  card: VirtualCard,
  pattern: RegExp,
  act: Act,
  after: RegExp = /^/u,
): VirtualCard {
  const process = card.process.bind(card);
  let isTime = false;
  card.process = async (apdu) => {
    const command = toHex(apdu);
    const answer = await process(apdu);
    const isMeant = isTime && pattern.test(command);
    isTime ||= after.test(command);
    return isMeant ? act(answer) : answer;
  };
  return card;
}

export const status =
  (sw: number): Act =>
  () =>
    Uint8Array.of(sw >> 8, sw & 0xff);

export const leaves: Act = () => {
  throw new CardPulled("somebody's hand");
};

/** @param index from the end when negative */
export function flipped(index: number): Act {
  return (answer) =>
    answer.map((byte, place) =>
      place === (index + answer.length) % answer.length ? byte ^ 1 : byte,
    );
}
