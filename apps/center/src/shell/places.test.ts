/** A list that somebody walks while colleagues work on it: nothing is left out, nothing comes twice. */
import { seeding } from "@madoguchi/center";
import { newId, openDatabase, systemClock, transaction } from "@madoguchi/platform";
import { official, startTestCenter } from "@madoguchi/test";
import { expect, test } from "vitest";

const INQUIRIES = 70;

test("inquiries that are taken away between two pages do not hide others, also those of one moment", async () => {
  const center = await startTestCenter();
  const db = openDatabase(center.databaseUrl, { max: 1 });
  // Many of one moment: what they are told apart by is their id.
  const moments = [1, 2, 3].map((hours) => systemClock.now().subtract({ hours }));
  await transaction(db, async (tx) => {
    for (let index = 0; index < INQUIRIES; index += 1) {
      const at = moments[index % moments.length] ?? systemClock.now();
      await seeding.insertInquiry(tx, {
        id: newId(),
        number: `Q-20260101-${String(index).padStart(4, "0")}`,
        facilityId: null,
        accountId: null,
        guestName: "架空 一郎",
        guestMail: "ichiro@example.jp",
        category: "other",
        relatedPath: null,
        subject: "質問",
        state: "new",
        assigneeId: null,
        escalatedAt: index < 40 ? at : null,
        createdAt: at,
        stateSince: at,
        remindedAt: null,
      });
    }
  });
  const visitor = await official(center);
  const shown: string[] = [];
  let path: string | undefined = "/office/inquiries";
  while (path !== undefined) {
    const { html } = await visitor.get(path);
    const numbers = [...html.matchAll(/href="\/office\/inquiries\/(Q-[\d-]+)"/gu)].map(
      ([, number = ""]) => number,
    );
    shown.push(...numbers);
    path = /href="([^"]+)"[^>]*>次へ</u.exec(html)?.[1]?.replaceAll("&amp;", "&");
    // A colleague takes three of those that were shown.
    for (const number of numbers.slice(0, 3)) {
      await visitor.post(`/office/inquiries/${number}/claim`, {});
    }
  }
  expect(shown).toHaveLength(INQUIRIES);
  expect(new Set(shown).size).toBe(INQUIRIES);
  await db.destroy();
  await center.close();
});
