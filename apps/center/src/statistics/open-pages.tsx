/** 導入状況: for everybody, without signing in and without a script. */
import { Readable } from "node:stream";
import { PREFECTURES, tokyoToday } from "@madoguchi/notation";
import { contentDisposition, writeCsv } from "@madoguchi/platform";
import type { CsvFields } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import type { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { facilityActorOf } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { facilityKindName, isFacilityKind } from "../facilities/index.ts";
import { ALL, createOpenFigures } from "./open.ts";
import type { OpenRow } from "./open.ts";
import { sendToAll } from "../shell/send-to-all.ts";
import { monthKey } from "./portal/months.ts";
import { OpenPage } from "./portal/open-page.tsx";
import { FEWEST } from "./rules/anonymous.ts";
import { lastFullMonth } from "./rules/period.ts";
import { stageKeys, stages } from "./rules/stages.ts";
import { stageMonths } from "./store/stages.ts";

const querySchema = z.object({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .nullable()
    .catch(null),
  kind: z
    .string()
    .catch("")
    .transform((text) => (isFacilityKind(text) ? text : ALL)),
});

export function registerOpenStatistics(app: FastifyInstance, center: Center): void {
  const figuresOf = createOpenFigures(center);

  app.get("/statistics/open", async (request, reply) => {
    const query = querySchema.parse(request.query);
    const months = await stageMonths(center.db, lastFullMonth(tokyoToday(center.clock)));
    const month = chosen(months, query.month);
    const rows = month ? await figuresOf(month) : [];
    const actor = await facilityActorOf(center, request);

    return sendToAll(
      reply,
      actor,
      <OpenPage actor={actor} months={months} month={month} kind={query.kind} rows={rows} />,
    );
  });

  app.get("/statistics/open.csv", async (request, reply) => {
    const query = querySchema.parse(request.query);
    const months = await stageMonths(center.db, lastFullMonth(tokyoToday(center.clock)));
    const month = chosen(months, query.month);
    const rows = month ? await figuresOf(month) : [];
    const csv = writeCsv(csvRows(month, rows), { encoding: "utf-8", formulas: "escaped" });
    const name = `導入状況${month ? `-${monthKey(month)}` : ""}.csv`;

    return reply
      .type("text/csv; charset=utf-8")
      .header("content-disposition", contentDisposition("attachment", name))
      .send(Readable.from(csv));
  });
}

/** The month asked for, else the newest; null where nothing was counted yet. */
function chosen(
  months: readonly Temporal.PlainDate[],
  asked: string | null,
): Temporal.PlainDate | null {
  return months.find((month) => monthKey(month) === asked) ?? months[0] ?? null;
}

function* csvRows(
  month: Temporal.PlainDate | null,
  rows: readonly OpenRow[],
): Generator<CsvFields> {
  yield ["月末", "都道府県番号", "都道府県", "施設の種類", ...stageKeys.map((key) => stages[key])];
  const last = month?.add({ months: 1 }).subtract({ days: 1 }).toString() ?? "";
  for (const { prefectureCode, kind, facilities } of rows) {
    yield [
      last,
      prefectureCode === ALL ? "" : prefectureCode,
      PREFECTURES.find(({ code }) => code === prefectureCode)?.name ?? "全国",
      kind === ALL ? "すべて" : facilityKindName(kind),
      ...stageKeys.map((key) => String(facilities[key] ?? `非表示（${FEWEST}未満を含む）`)),
    ];
  }
}
