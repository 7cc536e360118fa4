/** Whatever is sent to the card, it answers: data at most as long as asked for, and a status word. */
import { currentCard, decodeCommand, encodeCommand, nextCard, toHex } from "@madoguchi/card";
import fc from "fast-check";
import { expect, test } from "vitest";
import { VirtualCard } from "./card.ts";
import { personalise } from "./holder.ts";
import { createTestTerminalAuthority } from "./pinless.ts";
import { hanako, sampleCard, today } from "./sample.ts";

const instructions = [
  0x20, 0x24, 0x2a, 0x32, 0x82, 0x84, 0x88, 0xa2, 0xa4, 0xb0, 0xb2, 0xc0, 0xca, 0xfc,
];
const names = [
  currentCard.jpki.aid,
  nextCard.jpki.aid,
  ...currentCard.restrictedApplications.map(({ aid }) => aid),
  ...currentCard.otherApplications,
];
const byte = fc.integer({ min: 0, max: 255 });
const file = fc.integer({ min: 0, max: 0x1e }).map((low) => Uint8Array.of(0, low));
const data = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 64 }),
  fc.constant(new TextEncoder().encode("1234")),
  file,
);
const likely = fc
  .record({
    cla: fc.constantFrom(0x00, 0x80),
    ins: fc.constantFrom(...instructions),
    p1: fc.oneof(fc.constantFrom(0, 1, 2), byte),
    p2: fc.oneof(fc.constantFrom(0, 0x80, 0x96, 0x97, 0x98, 0x0c), byte),
    data: fc.option(data, { nil: undefined }),
    le: fc.option(fc.integer({ min: 1, max: 256 }), { nil: undefined }),
  })
  .map(({ data: sent, le, ...header }) =>
    encodeCommand({ ...header, ...(sent && { data: sent }), ...(le && { le }) }),
  );
const select = fc.oneof(
  fc.constantFrom(...names).map((aid) => Buffer.from(`00a4040c0a${toHex(aid)}`, "hex")),
  file.map((name) => Buffer.from(`00a4020c02${toHex(name)}`, "hex")),
);
const command = fc.oneof(likely, select, fc.uint8Array({ maxLength: 40 }));

test("on both generations", async () => {
  const { pki, image } = await sampleCard();
  const next = await personalise(pki, hanako, { issuedOn: today, generation: "P-384" });
  const terminalRoot = createTestTerminalAuthority();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(image, next),
      fc.boolean(),
      fc.array(command, { maxLength: 25 }),
      async (made, extendedLength, commands) => {
        const card = VirtualCard.fromImage(made, { terminalRoot, extendedLength });
        for (const apdu of commands) {
          const answer = await card.process(apdu);
          expect(answer.length).toBeGreaterThanOrEqual(2);
          const { le, ins } = decodeCommand(apdu) ?? {};
          // Only reads are cut to Le; a signature comes whole.
          if (ins === 0xb0) expect(answer.length - 2).toBeLessThanOrEqual(le ?? 0);
        }
      },
    ),
    { numRuns: 400 },
  );
});
