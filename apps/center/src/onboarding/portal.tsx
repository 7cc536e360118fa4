/** The applicant's pages: the form, 「入力内容の確認」, where the application stands, its copy. */
import {
  ProblemError,
  formValues,
  notKept,
  parseBody,
  seeOther,
  sendPage,
  sendPdf,
  versionField,
} from "@madoguchi/platform";
import { tokyoToday } from "@madoguchi/notation";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { asFacilityWith } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { sendAutosaved, sendSaved } from "../shell/autosave.ts";
import { saveDraft, submitApplication } from "./actions/apply.ts";
import { contentOf, readApplication, typedValues } from "./form.ts";
import type { ApplicationTalk } from "./talk.ts";
import { applicationCopyPdf } from "./papers/application-copy.ts";
import { ConfirmPage } from "./portal/confirm.tsx";
import { FormPage } from "./portal/form.tsx";
import { StatusPage } from "./portal/status.tsx";
import {
  expectation,
  formPageOf,
  isOpen,
  isPartlyAutomatic,
  loadApplication,
  startPageOf,
} from "./portal/loading.ts";

const FORM = "/usage-application";
const CONFIRM = "/usage-application/confirm";

const versionSchema = z.object({ version: versionField });
const saveSchema = versionSchema.extend({
  next: z.enum(["confirm", "save", "later"]).catch("confirm"),
});

export function registerUsageApplicationPages(
  app: FastifyInstance,
  center: Center,
  talk: ApplicationTalk,
): void {
  app.get(
    FORM,
    asFacilityWith(center, { right: "apply" }, async (actor, _request, reply) => {
      const loaded = await loadApplication(center, actor);
      const { application, kind, events } = loaded;
      if (application && !isOpen(application)) {
        return sendPage(
          reply,
          <StatusPage
            actor={actor}
            application={application}
            content={contentOf(kind, application.form)}
            events={events}
            expectation={await expectation(center)}
            isPartlyAutomatic={await isPartlyAutomatic(center, kind)}
            today={tokyoToday(center.clock)}
            objection={center.config.objection}
            talk={await talk.portal(center.db, application.id)}
          />,
        );
      }

      // It saves itself: whoever comes back to it sees what was saved, not an older version of it.
      return sendPage(notKept(reply), <FormPage {...await startPageOf(center, actor, loaded)} />);
    }),
  );

  app.get(
    "/usage-application/new",
    asFacilityWith(center, { right: "apply" }, async (actor, _request, reply) => {
      const loaded = await loadApplication(center, actor);

      return loaded.application?.state === "refused"
        ? sendPage(notKept(reply), <FormPage {...await startPageOf(center, actor, loaded)} />)
        : seeOther(reply, FORM);
    }),
  );

  app.post(
    FORM,
    asFacilityWith(center, { right: "apply" }, async (actor, request, reply) => {
      const { version, next } = parseBody(saveSchema, request.body);
      const values = typedValues(formValues(request.body));
      const saved = await saveDraft(center, actor, version, values);
      const loaded = await loadApplication(center, actor);
      const page = formPageOf(center, actor, loaded);
      if (saved.kind === "changed-meanwhile") {
        if (loaded.application && !isOpen(loaded.application)) {
          return seeOther(reply, FORM);
        }

        return sendPage(reply, <FormPage {...page} state={{ values, errors: {} }} conflict />, 409);
      }
      if (next !== "confirm") {
        return seeOther(reply, next === "later" ? "/home" : FORM);
      }
      const form = readApplication(loaded.kind, values, center.clock.now());

      return form.ok
        ? seeOther(reply, CONFIRM)
        : sendPage(reply, <FormPage {...page} state={form} />, 422);
    }),
  );

  app.post(
    "/usage-application/draft",
    asFacilityWith(center, { right: "apply" }, async (actor, request, reply) => {
      const { version } = parseBody(versionSchema, request.body);
      const values = typedValues(formValues(request.body));
      const saved = await saveDraft(center, actor, version, values, { byItself: true });
      const { application, kind } = await loadApplication(center, actor);
      if (saved.kind === "changed-meanwhile" || !application) {
        return sendAutosaved(reply, {
          kind: "conflict",
          words: "別の画面で、この申請が保存されました。この画面の入力は保存していません。",
        });
      }
      const form = readApplication(kind, values, center.clock.now());

      return sendSaved(reply, application, form);
    }),
  );

  app.get(
    CONFIRM,
    asFacilityWith(center, { right: "apply" }, async (actor, _request, reply) => {
      const { application, kind, events } = await loadApplication(center, actor);
      if (!application || !isOpen(application)) {
        return seeOther(reply, FORM);
      }
      const form = readApplication(kind, application.form, center.clock.now());
      const before = events.findLast((event) => event.form !== null)?.form;

      return form.ok
        ? sendPage(
            reply,
            <ConfirmPage
              actor={actor}
              application={application}
              content={form.value}
              previous={before ? contentOf(kind, before) : null}
              returned={events.findLast((event) => event.returned !== null)?.returned ?? null}
              expectation={await expectation(center)}
              isPartlyAutomatic={await isPartlyAutomatic(center, kind)}
            />,
          )
        : seeOther(reply, FORM);
    }),
  );

  app.post(
    "/usage-application/submit",
    asFacilityWith(center, { right: "apply" }, async (actor, request, reply) => {
      const { version } = parseBody(versionSchema, request.body);
      const result = await submitApplication(center, actor, version);
      switch (result.kind) {
        case "submitted":
        case "nothing-to-submit":
          return seeOther(reply, FORM);
        case "changed-meanwhile":
          return seeOther(reply, CONFIRM);
        case "invalid": {
          const loaded = await loadApplication(center, actor);
          const state = { values: loaded.application?.form ?? {}, errors: result.errors };

          return sendPage(
            reply,
            <FormPage {...formPageOf(center, actor, loaded)} state={state} />,
            422,
          );
        }
      }
    }),
  );

  app.get(
    "/usage-application/copy.pdf",
    asFacilityWith(center, { right: "apply" }, async (actor, _request, reply) => {
      const { kind, facility, events } = await loadApplication(center, actor);
      // As it was handed in, whatever an official corrected since.
      const handedIn = events.findLast(({ kind: what }) => what === "submitted");
      const content = handedIn?.form && contentOf(kind, handedIn.form);
      if (!facility || !handedIn || !content) {
        throw new ProblemError("not-found");
      }
      const pdf = await applicationCopyPdf({ facility, content, submittedAt: handedIn.at });

      return sendPdf(reply, "attachment", "利用申請の控え.pdf", pdf);
    }),
  );
}
