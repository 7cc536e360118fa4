/** A center with insurers, for tests of the office's pages and of the calls of insurers' systems. */
import type { Clock } from "@madoguchi/notation";
import { openDatabase, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { startTestCenter } from "@madoguchi/test";
import type { TestCenter, Visitor } from "@madoguchi/test";
import { Temporal } from "temporal-polyfill";
import { insertInsurers } from "./index.ts";
import { csv } from "./feeds/feed.fixture.ts";
import type { Row } from "./feeds/feed.fixture.ts";
import { association, town } from "./registry.fixture.ts";

/** As large as a test's file may be. */
export const FEED_BYTES = 100_000;

/** @param clock for tests that name days */
export async function startCenterWithInsurers(
  clock?: Clock,
): Promise<TestCenter & { readonly db: Db }> {
  const center = await startTestCenter(clock, { feedBytes: FEED_BYTES });
  const db = openDatabase(center.databaseUrl, { max: 2 });
  const contractFrom = Temporal.PlainDate.from("2021-10-20");
  await transaction(db, (tx) =>
    insertInsurers(tx, [
      {
        number: town,
        name: "窓口市（架空）",
        kana: "マドグチシ　カクウ",
        telephone: "0300008057",
        hours: "平日9時〜17時",
        contractFrom,
      },
      { number: association, name: "全国健康保険協会 東京支部", contractFrom },
      { number: "39131016", name: "契約のない広域連合（架空）" },
    ]),
  );

  return {
    ...center,
    db,
    async close() {
      await db.destroy();
      await center.close();
    },
  };
}

/** As an official's browser sends the form. @returns the path of the file's page */
export async function upload(
  visitor: Visitor,
  rows: readonly Row[],
  fields: Readonly<Record<string, string>> = { mode: "full" },
): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", new Blob([csv(rows)], { type: "text/csv" }), "全件.csv");
  const { path } = await visitor.upload(`/office/insurers/${town}/upload`, form);

  return path;
}
