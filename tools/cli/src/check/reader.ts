/** Where the card lies: on a reader of this computer, or, of the demo's deck, in this process. */
import { join } from "node:path";
import { LinkError, type ReaderInfo, type ReaderPort } from "@madoguchi/card";
import { Refusal } from "../refusal.ts";

export type CardPlace = { readonly port: ReaderPort; readonly readerId: string };

/** @throws Refusal when the deck has no such card */
export async function demoCard(varDir: string, id: string): Promise<CardPlace> {
  const { openDeck } = await import("../demo/deck.ts");
  const { VirtualReader } = await import("@madoguchi/virtual-card");
  const deck = await openDeck(join(varDir, "cards"));
  if (!deck.cards.some((each) => each.id === id)) {
    throw new Refusal(
      `「${id}」というカードはありません。「npx madoguchi card --list」で名前を確かめてください。`,
    );
  }
  const port = new VirtualReader(deck.card(id));
  const [reader] = await port.list();

  return { port, readerId: reader?.id ?? "" };
}

/** The named reader, or without a name the only one with a card. @throws LinkError; Refusal when there are several */
export async function pcscReader(name: string | undefined): Promise<CardPlace> {
  const port = await openPcsc();
  const readers = await port.list();
  const named = readers.filter((reader) => name === undefined || reader.name === name);
  const loaded = named.filter((reader) => reader.cardPresent);
  const [reader, ...others] = loaded.length > 0 ? loaded : named;
  if (!reader) throw new LinkError("no-reader", "no such reader");
  if (!reader.cardPresent) throw new LinkError("no-card", "no card on any of these readers");
  if (others.length > 0) {
    throw new Refusal(
      `カードが2つ以上のリーダーにあります。--reader で1つ指定してください。${namesOf(loaded)}`,
    );
  }

  return { port, readerId: reader.id };
}

export async function listReaders(): Promise<readonly ReaderInfo[]> {
  return (await openPcsc()).list();
}

async function openPcsc(): Promise<ReaderPort> {
  const { createPcscPort } = await import("@madoguchi/reception/desktop");

  return createPcscPort();
}

function namesOf(readers: readonly ReaderInfo[]): string {
  return readers.map(({ name }) => `「${name}」`).join("");
}
