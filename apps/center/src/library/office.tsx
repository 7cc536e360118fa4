/** The office's side: notices written, looked at, published, changed, withdrawn. */
import { tokyoDate } from "@madoguchi/notation";
import {
  ProblemError,
  parseBody,
  readForm,
  seeOther,
  sendPage,
  versionField,
} from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { asOfficial } from "../accounts/index.ts";
import type { OfficialActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { emptyForm } from "../shell/errors.tsx";
import type { FormState } from "../shell/errors.tsx";
import { changeNotice, publishNotice, withdrawNotice } from "./actions.ts";
import { readDraft } from "./office/draft.ts";
import { NoticeFormPage } from "./office/form.tsx";
import { OfficeNoticesPage } from "./office/list.tsx";
import { can } from "./rules/notice.ts";
import type { Notice } from "./rules/notice.ts";
import { changeSchema, publishSchema, withdrawSchema } from "./rules/notice-form.ts";
import type { Shelf } from "./shelf.ts";
import { findNotice } from "./store/notices.ts";
import { recentComments } from "./store/readers.ts";

const LIST = "/office/notices";
const COMMENTS = 50;

const numberSchema = z.object({ number: z.string() });
const stepSchema = z.object({ step: z.enum(["preview", "publish"]).catch("preview") });
const versionSchema = z.object({ version: versionField });

export function registerNoticeOffice(app: FastifyInstance, center: Center, shelf: Shelf): void {
  const send = (
    reply: FastifyReply,
    actor: OfficialActor,
    notice: Notice | null,
    state: FormState & { readonly preview?: ReturnType<typeof readDraft>["preview"] },
    stale = false,
  ) =>
    sendPage(
      reply,
      <NoticeFormPage
        actor={actor}
        notice={notice}
        state={state}
        preview={state.preview ?? null}
        stale={stale}
      />,
      stale || Object.keys(state.errors).length > 0 ? 422 : 200,
    );

  app.get(
    LIST,
    asOfficial(center, async (actor, _request, reply) => {
      const [{ notices }, comments] = await Promise.all([
        shelf.contents(),
        recentComments(center.db, COMMENTS),
      ]);

      return sendPage(
        reply,
        <OfficeNoticesPage
          actor={actor}
          notices={notices}
          comments={comments}
          shelf={shelf}
          now={center.clock.now()}
        />,
      );
    }),
  );

  app.get(
    `${LIST}/new`,
    asOfficial(center, async (actor, _request, reply) =>
      can.publish(actor) === true ? send(reply, actor, null, emptyForm) : seeOther(reply, LIST),
    ),
  );

  app.post(
    `${LIST}/new`,
    asOfficial(center, async (actor, request, reply) => {
      if (can.publish(actor) !== true) return seeOther(reply, LIST);
      const draft = readDraft(publishSchema, request.body, shelf.catalogue);
      const { step } = parseBody(stepSchema, request.body);
      if (!draft.ok) return send(reply, actor, null, draft);
      if (step === "preview") return send(reply, actor, null, { ...draft, errors: {} });
      await publishNotice(center, actor, draft.value);
      await shelf.renew();

      return seeOther(reply, LIST);
    }),
  );

  app.get(
    `${LIST}/:number`,
    asOfficial(center, async (actor, request, reply) => {
      const notice = await noticeOf(center, request.params);
      if (can.change(actor, notice) !== true) return seeOther(reply, LIST);

      return send(reply, actor, notice, { values: valuesOf(notice), errors: {} });
    }),
  );

  app.post(
    `${LIST}/:number`,
    asOfficial(center, async (actor, request, reply) => {
      const notice = await noticeOf(center, request.params);
      if (can.change(actor, notice) !== true) return seeOther(reply, LIST);
      const draft = readDraft(changeSchema, request.body, shelf.catalogue);
      const { step } = parseBody(stepSchema, request.body);
      const { version } = parseBody(versionSchema, request.body);
      if (!draft.ok) return send(reply, actor, notice, draft);
      const state = { values: draft.values, errors: {}, preview: draft.preview };
      if (step === "preview") return send(reply, actor, notice, state);
      const changed = await changeNotice(center, actor, notice.number, version, draft.value);
      if (changed.kind === "stale") return send(reply, actor, notice, state, true);
      await shelf.renew();

      return seeOther(reply, LIST);
    }),
  );

  app.post(
    `${LIST}/:number/withdraw`,
    asOfficial(center, async (actor, request, reply) => {
      const notice = await noticeOf(center, request.params);
      if (can.change(actor, notice) !== true) return seeOther(reply, LIST);
      const form = readForm(withdrawSchema, request.body);
      const { version } = parseBody(versionSchema, request.body);
      const values = { ...valuesOf(notice), ...form.values };
      if (!form.ok) return send(reply, actor, notice, { values, errors: form.errors });
      const { number } = notice;
      const result = await withdrawNotice(center, actor, number, version, form.value.because);
      if (result.kind === "stale") return send(reply, actor, notice, { values, errors: {} }, true);
      await shelf.renew();

      return seeOther(reply, LIST);
    }),
  );
}

async function noticeOf(center: Center, params: unknown): Promise<Notice> {
  const notice = await findNotice(center.db, numberSchema.parse(params).number);
  if (notice === undefined) throw new ProblemError("not-found");

  return notice;
}

/** As the form shows it. */
function valuesOf(notice: Notice): FormState["values"] {
  const { weight, title, body, audienceKinds, audiencePrefectures, expiresAt, version } = notice;
  // The deadline is the beginning of the day after the last one.
  const lastDay = expiresAt && tokyoDate(expiresAt).subtract({ days: 1 });

  return {
    weight,
    title,
    body,
    audienceKinds: audienceKinds.join("\n"),
    audiencePrefectures: audiencePrefectures.join("\n"),
    version: String(version),
    ...(lastDay === null
      ? {}
      : {
          "lastDay.year": String(lastDay.year),
          "lastDay.month": String(lastDay.month),
          "lastDay.day": String(lastDay.day),
        }),
  };
}
