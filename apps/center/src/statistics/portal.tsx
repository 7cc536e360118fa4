/** A facility's own figures, beside those of others like it; and what it states of its patients. */
import { tokyoToday } from "@madoguchi/notation";
import { readForm, seeOther, sendPage, sendCsv } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply } from "fastify";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { asFacility } from "../accounts/index.ts";
import type { FacilityActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { findFacility } from "../facilities/index.ts";
import { emptyForm } from "../shell/errors.tsx";
import type { FormState } from "../shell/errors.tsx";
import { enterPatients } from "./actions/enter-patients.ts";
import { activityIn } from "./activity.ts";
import { activityRows } from "./portal/csv.ts";
import { StatisticsPage } from "./portal/page.tsx";
import { around, comparedSpan, periodKeys, spanOf, within } from "./rules/period.ts";
import type { Period } from "./rules/period.ts";
import { mediansFor } from "./store/comparison.ts";
import { monthsOfUse } from "./store/patients.ts";

const periodSchema = z.object({
  period: z.enum(periodKeys).catch("30"),
  done: z.literal("patients").nullable().catch(null),
});
const MONTH_MISSING = "月を選んでください。";
const COUNT_WRONG = "患者数は、1以上の数字で入力してください。例：120";
const patientsSchema = z.object({
  month: z
    .string({ error: MONTH_MISSING })
    .regex(/^\d{4}-(0[1-9]|1[0-2])-01$/, MONTH_MISSING)
    .transform((text) => Temporal.PlainDate.from(text)),
  patients: z
    .string({ error: COUNT_WRONG })
    .transform((text) => text.normalize("NFKC").replaceAll(/[,\s人件]/g, ""))
    .refine((text) => /^[1-9]\d{0,5}$/.test(text), COUNT_WRONG)
    .transform(Number),
});

export function registerStatisticsPages(app: FastifyInstance, center: Center): void {
  app.get(
    "/statistics",
    asFacility(center, async (actor, request, reply) => {
      const { period, done } = periodSchema.parse(request.query);

      return send(center, reply, actor, period, emptyForm, done === "patients");
    }),
  );

  app.get(
    "/statistics.csv",
    asFacility(center, async (actor, request, reply) => {
      const { period } = periodSchema.parse(request.query);
      const span = spanOf(period, tokyoToday(center.clock));
      const activity = await activityIn(center, actor.facilityId, span);

      return sendCsv(reply, "資格確認の統計.csv", activityRows(activity));
    }),
  );

  app.post(
    "/statistics/patients",
    asFacility(center, async (actor, request, reply) => {
      const form = readForm(patientsSchema, request.body);
      if (!form.ok) {
        return send(center, reply, actor, "30", form, false);
      }
      const { month, patients } = form.value;

      return (await enterPatients(center, actor, month, patients))
        ? seeOther(reply, "/statistics?done=patients#card-use")
        : send(
            center,
            reply,
            actor,
            "30",
            { values: form.values, errors: { month: MONTH_MISSING } },
            false,
          );
    }),
  );
}

async function send(
  center: Center,
  reply: FastifyReply,
  actor: FacilityActor,
  period: Period,
  state: FormState,
  entered: boolean,
): Promise<FastifyReply> {
  const { db, clock } = center;
  const today = tokyoToday(clock);
  const span = spanOf(period, today);
  const compared = comparedSpan(today);
  const [activity, months, facility] = await Promise.all([
    activityIn(center, actor.facilityId, around(span, compared)),
    monthsOfUse(db, actor.facilityId),
    findFacility(db, actor.facilityId),
  ]);
  const medians = facility ? await mediansFor(db, facility.kind, facility.prefectureCode) : [];
  const page = (
    <StatisticsPage
      actor={actor}
      period={period}
      span={span}
      activity={within(activity, span)}
      compared={within(activity, compared)}
      medians={medians}
      prefectureCode={facility?.prefectureCode ?? ""}
      months={months}
      today={today}
      state={state}
      entered={entered}
    />
  );

  return sendPage(reply, page, Object.keys(state.errors).length > 0 ? 422 : 200);
}
