/** What one process published stands on the shelves of the others without waiting for their next look. */
import { newId, openDatabase, systemClock } from "@madoguchi/platform";
import type { Announcements } from "@madoguchi/platform";
import { freshDatabase } from "@madoguchi/test";
import { expect, test } from "vitest";
import { sharedCatalogue } from "./catalogue/catalogue.ts";
import { Shelf } from "./shelf.ts";

test("the shelves of other processes are renewed with that of the one that publishes", async () => {
  await using opened = new AsyncDisposableStack();
  const database = await freshDatabase();
  opened.defer(() => database.drop());
  const db = openDatabase(database.url);
  opened.defer(() => db.destroy());
  const announcements = inOneProcess();
  const catalogue = await sharedCatalogue();
  const [one, other, alone] = [announcements, announcements, inOneProcess()].map(
    (each) => new Shelf({ db, announcements: each }, catalogue, { error: expect.fail }),
  );
  const titles = async (shelf: Shelf | undefined) =>
    (await shelf?.contents())?.notices.map(({ title }) => title);
  for (const shelf of [one, other, alone]) expect(await titles(shelf)).toEqual([]);
  const now = systemClock.now();
  await db
    .insertInto("notice")
    .values({
      id: newId(),
      number: "07-0001",
      weight: "information",
      title: "架空のお知らせ",
      body: "架空です。",
      audienceKinds: [],
      audiencePrefectures: [],
      audienceCondition: "",
      publishedAt: now,
      expiresAt: null,
      revisedAt: null,
      withdrawnAt: null,
      withdrawnBecause: null,
      replacedBy: null,
      version: 1,
    })
    .execute();
  await one?.renew();
  expect(await titles(one)).toEqual(["架空のお知らせ"]);
  expect(await titles(other)).toEqual(["架空のお知らせ"]);
  // Who hears nothing looks some seconds later.
  expect(await titles(alone)).toEqual([]);
});

/** As PostgreSQL carries them between processes, but that whoever tells waits until all have acted on it. */
function inOneProcess(): Announcements {
  const listeners = new Map<string, (() => unknown)[]>();

  return {
    async tell(what) {
      await Promise.all((listeners.get(what) ?? []).map((listener) => listener()));
    },
    hear(what, listener) {
      listeners.set(what, [...(listeners.get(what) ?? []), listener]);
    },
    close: async () => {},
  };
}
