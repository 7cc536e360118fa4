/** The applicant's pages: the form, 「入力内容の確認」, where the application stands. */
import { formatPhone } from "@madoguchi/notation";
import { formValues, parseBody, seeOther, sendPage, versionField } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { asFacility } from "../accounts/index.ts";
import type { FacilityActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { findFacility, isFacilityKind } from "../facilities/index.ts";
import { saveDraft, submitApplication } from "./actions/apply.ts";
import { contentOf, eligibilitiesFor, readApplication, typedValues } from "./form.ts";
import { ConfirmPage } from "./portal/confirm.tsx";
import { FormPage } from "./portal/form.tsx";
import { StatusPage } from "./portal/status.tsx";
import { currentApplication, eventsOf } from "./store.ts";

const FORM = "/usage-application";
const CONFIRM = "/usage-application/confirm";

const versionSchema = z.object({ version: versionField });
const saveSchema = versionSchema.extend({ next: z.enum(["confirm", "later"]).catch("confirm") });

export function registerUsageApplicationPages(app: FastifyInstance, center: Center): void {
  app.get(
    FORM,
    asFacility(center, async (actor, _request, reply) => {
      const { application, kind, events } = await load(center, actor);
      if (application && application.state !== "draft" && application.state !== "returned") {
        return sendPage(
          reply,
          <StatusPage
            actor={actor}
            application={application}
            content={contentOf(kind, application.form)}
            events={events}
          />,
        );
      }

      return sendPage(reply, await blankOrSaved(center, actor));
    }),
  );

  app.get(
    "/usage-application/new",
    asFacility(center, async (actor, _request, reply) => {
      const { application } = await load(center, actor);

      return application?.state === "refused"
        ? sendPage(reply, await blankOrSaved(center, actor))
        : seeOther(reply, FORM);
    }),
  );

  app.post(
    FORM,
    asFacility(center, async (actor, request, reply) => {
      const { version, next } = parseBody(saveSchema, request.body);
      const values = typedValues(formValues(request.body));
      const saved = await saveDraft(center, actor, version, values);
      const { application, kind, events } = await load(center, actor);
      const form = readApplication(kind, values, center.clock.now());
      const page = {
        actor,
        kind,
        version: application?.version ?? 0,
        events: application?.state === "returned" ? events : [],
      };
      if (saved.kind === "changed-meanwhile") {
        if (application && application.state !== "draft" && application.state !== "returned") {
          return seeOther(reply, FORM);
        }

        return sendPage(reply, <FormPage {...page} state={{ values, errors: {} }} conflict />, 409);
      }
      if (next === "later") {
        return seeOther(reply, "/home");
      }

      return form.ok
        ? seeOther(reply, CONFIRM)
        : sendPage(reply, <FormPage {...page} state={form} />, 422);
    }),
  );

  app.get(
    CONFIRM,
    asFacility(center, async (actor, _request, reply) => {
      const { application, kind } = await load(center, actor);
      if (!application || (application.state !== "draft" && application.state !== "returned")) {
        return seeOther(reply, FORM);
      }
      const form = readApplication(kind, application.form, center.clock.now());

      return form.ok
        ? sendPage(
            reply,
            <ConfirmPage actor={actor} application={application} content={form.value} />,
          )
        : seeOther(reply, FORM);
    }),
  );

  app.post(
    "/usage-application/submit",
    asFacility(center, async (actor, request, reply) => {
      const { version } = parseBody(versionSchema, request.body);
      const result = await submitApplication(center, actor, version);
      const { application, kind, events } = await load(center, actor);
      switch (result.kind) {
        case "submitted":
        case "nothing-to-submit":
          return seeOther(reply, FORM);
        case "changed-meanwhile":
          return seeOther(reply, CONFIRM);
        case "invalid":
          return sendPage(
            reply,
            <FormPage
              actor={actor}
              kind={kind}
              version={application?.version ?? 0}
              events={application?.state === "returned" ? events : []}
              state={{ values: application?.form ?? {}, errors: result.errors }}
            />,
            422,
          );
      }
    }),
  );
}

async function load(center: Center, actor: FacilityActor) {
  const facility = await findFacility(center.db, actor.facilityId);
  const application = await currentApplication(center.db, actor.facilityId);
  const kind = facility && isFacilityKind(facility.kind) ? facility.kind : ("medical" as const);

  return {
    facility,
    kind,
    application,
    events: application ? await eventsOf(center.db, application.id) : [],
  };
}

/** The saved draft; after a refusal the old answers in a new form; else what is known of the facility already. */
async function blankOrSaved(center: Center, actor: FacilityActor) {
  const { facility, application, kind, events } = await load(center, actor);
  const [only, ...others] = eligibilitiesFor(kind);
  const known = {
    ...(only && others.length === 0 ? { eligibility: only } : {}),
    accountCount: "1",
    contactName: actor.name,
    contactPhone: formatPhone(facility?.phone ?? ""),
  };
  const open = application?.state === "refused" ? null : application;

  return (
    <FormPage
      actor={actor}
      kind={kind}
      version={open?.version ?? 0}
      events={open?.state === "returned" ? events : []}
      state={{ values: application?.form ?? known, errors: {} }}
    />
  );
}
