/** The facility's first page after signing in, and the entry of the day it goes live. */
import { dateField, parseBody, readForm, seeOther, sendPage } from "@madoguchi/platform";
import { ProblemError } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ReactNode } from "react";
import { z } from "zod";
import { asFacility, asFacilityWith } from "../accounts/index.ts";
import type { FacilityActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { findFacility } from "../facilities/index.ts";
import { emptyForm } from "../shell/errors.tsx";
import type { FormState } from "../shell/errors.tsx";
import { enterGoLive, setTick } from "./actions/prepare.ts";
import { isManualItem } from "./checklist.ts";
import type { Standing } from "./checklist.ts";
import { GoLivePage } from "./portal/go-live.tsx";
import { HomePage } from "./portal/home.tsx";
import { PrintPage } from "./portal/print.tsx";
import { registerReminderPages } from "./reminders/portal.tsx";
import { wantsNoReminders } from "./reminders/store.ts";
import { standingOfFacility } from "./standing.ts";
import { currentApplication } from "./store/applications.ts";

const itemSchema = z.object({ item: z.string().refine(isManualItem) });
const tickSchema = z.object({ done: z.enum(["yes", "no"]) });
const goLiveSchema = z.object({ goLiveOn: dateField("運用開始日") });

/** A part of the page that another noun fills. */
type Slot = (actor: FacilityActor) => Promise<ReactNode>;

export function registerHomePages(
  app: FastifyInstance,
  center: Center,
  slots: { readonly trouble: Slot; readonly news: Slot },
): void {
  registerReminderPages(app, center);

  app.get(
    "/home",
    asFacility(center, async (actor, _request, reply) => {
      const [standing, trouble, news, isSilent] = await Promise.all([
        standingOf(center, actor),
        slots.trouble(actor),
        slots.news(actor),
        wantsNoReminders(center.db, actor.facilityId),
      ]);

      return sendPage(
        reply,
        <HomePage
          {...{ actor, standing, trouble, news }}
          now={center.clock.now()}
          reminded={!isSilent}
        />,
      );
    }),
  );

  app.get(
    "/home/print",
    asFacility(center, async (actor, _request, reply) =>
      sendPage(
        reply,
        <PrintPage
          actor={actor}
          standing={await standingOf(center, actor)}
          now={center.clock.now()}
        />,
      ),
    ),
  );

  app.post(
    "/home/checklist/:item",
    asFacilityWith(center, { right: "prepare" }, async (actor, request, reply) => {
      const params = itemSchema.safeParse(request.params);
      if (!params.success) {
        throw new ProblemError("not-found");
      }
      const { done } = parseBody(tickSchema, request.body);
      await setTick(center, actor, params.data.item, done === "yes");

      return seeOther(reply, "/home");
    }),
  );

  app.get(
    "/go-live",
    asFacilityWith(center, { right: "prepare" }, (actor, _request, reply) =>
      sendGoLive(center, actor, reply, emptyForm),
    ),
  );

  app.post(
    "/go-live",
    asFacilityWith(center, { right: "prepare" }, async (actor, request, reply) => {
      const form = readForm(goLiveSchema, request.body);
      if (!form.ok) {
        return sendGoLive(center, actor, reply, form);
      }
      const result = await enterGoLive(center, actor, form.value.goLiveOn);
      switch (result.kind) {
        case "set":
          return seeOther(reply, "/home");
        case "not-approved":
          return sendGoLive(center, actor, reply, emptyForm);
        case "out-of-range":
          return sendGoLive(center, actor, reply, {
            values: form.values,
            errors: { goLiveOn: result.message },
          });
      }
    }),
  );
}

async function sendGoLive(
  center: Center,
  actor: FacilityActor,
  reply: FastifyReply,
  state: FormState,
): Promise<FastifyReply> {
  const facility = await findFacility(center.db, actor.facilityId);
  const application = await currentApplication(center.db, actor.facilityId);
  const approved = application?.state === "approved";
  const wrong = !approved || Object.keys(state.errors).length > 0;
  const page = (
    <GoLivePage
      actor={actor}
      approved={approved}
      current={facility?.goLiveOn ?? null}
      state={state}
    />
  );

  return sendPage(reply, page, reply.request.method === "POST" && wrong ? 422 : 200);
}

async function standingOf(center: Center, { facilityId }: FacilityActor): Promise<Standing> {
  const standing = await standingOfFacility(center, facilityId);
  if (!standing) {
    throw new ProblemError("not-found");
  }

  return standing;
}
