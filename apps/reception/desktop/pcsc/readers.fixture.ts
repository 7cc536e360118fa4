/** For tests over a real pcscd: both virtual readers, the sample card, and words for what a test waits for. */
import type { ReaderPort } from "@madoguchi/card";
import { holdSlot, startPcscd, type CardSlot, type Pcscd } from "@madoguchi/test";
import type { CardImage, TestPki } from "@madoguchi/virtual-card";
import { sampleCard } from "@madoguchi/virtual-card/sample";
import { seen } from "../../link/seen.fixture.ts";

export type TestReaders = AsyncDisposable & {
  readonly pcscd: Pcscd;
  readonly slots: readonly [CardSlot, CardSlot];
  readonly pki: TestPki;
  readonly image: CardImage;
};

export async function openTestReaders(): Promise<TestReaders> {
  await using opened = new AsyncDisposableStack();
  const pcscd = await startPcscd();
  opened.defer(() => pcscd.stop());
  // Always in this order, so that two of these never wait for each other.
  const first = await holdSlot(0);
  opened.defer(() => first.release());
  const second = await holdSlot(1);
  opened.defer(() => second.release());
  const sample = await sampleCard();
  const kept = opened.move();
  return {
    pcscd,
    slots: [first, second],
    ...sample,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** Resolves once the reader is there, with a card on it or without. */
export async function readerShows(
  port: ReaderPort,
  reader: string,
  cardPresent: boolean,
): Promise<void> {
  await seen(
    port,
    (event) =>
      event.type === "readers" &&
      event.readers.some((each) => each.id === reader && each.cardPresent === cardPresent),
  );
}
