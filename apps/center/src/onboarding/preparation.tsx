/** Choosing devices, and how the work at reception changes. */
import { tokyoDate } from "@madoguchi/notation";
import { formValues, readForm, choiceField, seeOther, sendPage } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { asFacility } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { practisedAt } from "../eligibility/index.ts";
import { openProgramme } from "../grants/index.ts";
import { deviceCatalogueOn } from "../master/index.ts";
import { chooseDevice } from "./actions/choose-device.ts";
import { ChoosePage } from "./devices/choose-page.tsx";
import { ComparePage } from "./devices/compare-page.tsx";
import { compareWays } from "./devices/compare.ts";
import { answeredValues, readAnswers } from "./devices/questions.ts";
import { ReceptionPage } from "./reception/page.tsx";
import { deviceChoiceOf } from "./store/device-choice.ts";
import { ticksOf } from "./store/ticks.ts";

const wayField = choiceField("方法", ["pc", "smartphone", "tablet"]);
const choiceSchema = z.object({ way: wayField });
const flowSchema = z.object({
  way: wayField.nullable().catch(null),
  identity: z.enum(["pin", "visual"]).catch("pin"),
});

export function registerPreparationPages(app: FastifyInstance, center: Center): void {
  app.get(
    "/devices/choose",
    asFacility(center, async (actor, request, reply) => {
      const asked = answeredValues(formValues(request.query));
      const before = await deviceChoiceOf(center.db, actor.facilityId);
      const values = Object.keys(asked).length > 0 ? asked : (before?.answers ?? {});

      return sendPage(reply, <ChoosePage actor={actor} state={{ values, errors: {} }} />);
    }),
  );

  app.get(
    "/devices/compare",
    asFacility(center, async (actor, request, reply) => {
      const form = readAnswers(answeredValues(formValues(request.query)));
      if (!form.ok) {
        return sendPage(reply, <ChoosePage actor={actor} state={form} />, 422);
      }
      const now = center.clock.now();
      const programme = await openProgramme(center.db, { kind: actor.facilityKind }, now);
      const before = await deviceChoiceOf(center.db, actor.facilityId);
      const catalogue = await deviceCatalogueOn(center.db, tokyoDate(now));

      return sendPage(
        reply,
        <ComparePage
          actor={actor}
          comparisons={compareWays(form.value, programme, catalogue)}
          catalogue={catalogue}
          programme={programme}
          now={now}
          values={form.values}
          chosen={before?.way ?? null}
        />,
      );
    }),
  );

  app.post(
    "/devices/choose",
    asFacility(center, async (actor, request, reply) => {
      const values = answeredValues(formValues(request.body));
      const answers = readAnswers(values);
      const choice = readForm(choiceSchema, request.body);
      if (!answers.ok || !choice.ok) {
        const errors = { ...(answers.ok ? {} : answers.errors) };

        return sendPage(reply, <ChoosePage actor={actor} state={{ values, errors }} />, 422);
      }
      await chooseDevice(center, actor, choice.value.way, values);

      return seeOther(reply, "/home");
    }),
  );

  app.get(
    "/preparation/reception",
    asFacility(center, async (actor, request, reply) => {
      const { way, identity } = flowSchema.parse(request.query);
      const choice = await deviceChoiceOf(center.db, actor.facilityId);
      const ticks = await ticksOf(center.db, actor.facilityId);
      const practised = await practisedAt(center.db, actor.facilityId);

      return sendPage(
        reply,
        <ReceptionPage
          actor={actor}
          way={way ?? choice?.way ?? "pc"}
          chosen={choice?.way ?? null}
          identity={identity}
          done={practised !== null || ticks.some(({ item }) => item === "reception")}
          practisedAt={practised}
        />,
      );
    }),
  );
}
