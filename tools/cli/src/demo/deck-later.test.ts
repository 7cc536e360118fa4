import { X509Certificate } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SurfaceCard, verificationNumberB } from "@madoguchi/card";
import { VirtualTransport } from "@madoguchi/virtual-card";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { openDeck } from "./deck.ts";

const now = Temporal.Instant.from("2026-11-22T00:04:00Z");

const later: ReadonlySet<string> = new Set([
  "surface",
  "text",
  "generation",
  "nextAuth",
  "common-pin",
  "juki-pin",
]);

/** What a deck looked like before cards had a face record, and before there was a card of the next generation. */
async function forgetLater(directory: string): Promise<void> {
  await rm(join(directory, "next-generation.json"));
  const files = (await readdir(directory)).filter((file) => file.endsWith(".json"));
  for (const file of files) {
    const path = join(directory, file);
    const parsed: unknown = JSON.parse(await readFile(path, "utf8"), (key, value: unknown) =>
      later.has(key) ? undefined : value,
    );
    await writeFile(path, JSON.stringify(parsed));
  }
}

test("an older deck gets its signed records and its new card, all from one authority, and keeps everything else", async () => {
  const parent = await mkdtemp(join(tmpdir(), "madoguchi-older-deck-"));
  try {
    const directory = join(parent, "cards");
    const fresh = await openDeck(directory, now);
    const { surface: _, text: _text, ...before } = fresh.card("child").image;
    const older = join(parent, "older");
    await cp(directory, older, { recursive: true });
    await forgetLater(older);

    const decks = await Promise.all([openDeck(older, now), openDeck(older, now)]);
    for (const deck of [...decks, await openDeck(older, now)]) {
      const today = deck.people.filter(({ card }) => card.generation === undefined);
      expect(today).toHaveLength(13);
      const certificates = today.map(({ id }) => deck.card(id).image.surface?.certificate);
      expect(new Set(certificates).size).toBe(1);
      expect(certificates[0]).toBeTruthy();
      expect(certificates[0]).not.toBe(fresh.card("child").image.surface?.certificate);
      expect(deck.card("child").image).toMatchObject(before);
    }
    expect((await readdir(older)).filter((file) => file.endsWith(".tmp"))).toEqual([]);
    const [first] = decks;
    const next = new X509Certificate(first.certificateOf("next-generation"));
    expect(first.certificateOf("next-generation")).toEqual(
      decks[1].certificateOf("next-generation"),
    );
    const roots = first.trust.roots.map((root) => new X509Certificate(root).publicKey);
    expect(roots.map((root) => next.verify(root))).toEqual([false, false, true]);
    expect(first.trust.roots).toEqual(decks[1].trust.roots);
    const child = first.card("child");
    const { birthDate } = child.image.holder;
    const expiryYear = Number(child.image.expiry.slice(0, 4));
    const { securityCode } = child.image;
    const number = verificationNumberB({ birthDate, expiryYear, securityCode });
    if (number.kind !== "number") throw new Error(number.field);
    const surface = new SurfaceCard(new VirtualTransport(child), { roots: first.trust.surface });
    expect(await surface.readFace(number.digits)).toMatchObject({
      kind: "read",
      verdict: "verified",
      birthDate,
    });
    const kept = first.card("child").image.surface;
    expect((await openDeck(older, now)).card("child").image.surface).toEqual(kept);
  } finally {
    await rm(parent, { recursive: true });
  }
});
