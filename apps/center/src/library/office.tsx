/** The office's side: notices written, looked at, published, changed, withdrawn. */
import { tokyoDate, tokyoToday } from "@madoguchi/notation";
import {
  newId,
  ProblemError,
  parseBody,
  readForm,
  seeOther,
  sendPage,
  versionField,
} from "@madoguchi/platform";
import type { FormValues } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { asOfficial } from "../accounts/index.ts";
import type { OfficialActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { openProposals, propose } from "../proposals/index.ts";
import { emptyForm } from "../shell/errors.tsx";
import type { FormState } from "../shell/errors.tsx";
import { noticeChanges, withdrawNotice } from "./actions.ts";
import { drawText, readDraft } from "./office/draft.ts";
import { NoticeFormPage } from "./office/form.tsx";
import { OfficeNoticesPage } from "./office/list.tsx";
import { registerNoticeReview } from "./office/review.tsx";
import { can, noticeState } from "./rules/notice.ts";
import type { Notice } from "./rules/notice.ts";
import { changeSchema, publishSchema, withdrawSchema } from "./rules/notice-form.ts";
import type { Shelf } from "./shelf.ts";
import { countConcerned } from "./store/audience.ts";
import { findNotice } from "./store/notices.ts";
import { recentComments } from "./store/readers.ts";

const LIST = "/office/notices";
const COMMENTS = 50;

const numberSchema = z.object({ number: z.string() });
const stepSchema = z.object({ step: z.enum(["preview", "publish"]).catch("preview") });
const bodySchema = z.object({ body: z.string().max(20_000) });
const versionSchema = z.object({ version: versionField });

export function registerNoticeOffice(app: FastifyInstance, center: Center, shelf: Shelf): void {
  const send = (
    reply: FastifyReply,
    actor: OfficialActor,
    notice: Notice | null,
    state: FormState & {
      readonly preview?: ReturnType<typeof readDraft>["preview"];
      readonly reached?: number;
    },
    stale = false,
  ) =>
    sendPage(
      reply,
      <NoticeFormPage
        actor={actor}
        notice={notice}
        state={state}
        preview={state.preview ?? null}
        reached={state.reached}
        stale={stale}
      />,
      stale || Object.keys(state.errors).length > 0 ? 422 : 200,
    );

  registerNoticeReview(app, center, shelf);

  app.get(
    LIST,
    asOfficial(center, "notices.see", async (actor, _request, reply) => {
      const [{ notices }, comments, proposals] = await Promise.all([
        shelf.contents(),
        recentComments(center.db, COMMENTS),
        openProposals(center.db, noticeChanges.name),
      ]);

      return sendPage(
        reply,
        <OfficeNoticesPage
          actor={actor}
          notices={notices}
          comments={comments}
          proposals={proposals}
          shelf={shelf}
          now={center.clock.now()}
        />,
      );
    }),
  );

  app.get(
    `${LIST}/new`,
    asOfficial(center, "notices.publish", async (actor, _request, reply) =>
      send(reply, actor, null, emptyForm),
    ),
  );

  app.post(
    `${LIST}/new`,
    asOfficial(center, "notices.publish", async (actor, request, reply) => {
      const draft = readDraft(publishSchema, request.body, shelf.catalogue);
      const { step } = parseBody(stepSchema, request.body);
      if (!draft.ok) return send(reply, actor, null, draft);
      if (step === "preview") {
        const { value, values, preview } = draft;
        const reached = await countConcerned(center.db, value, tokyoToday(center.clock));

        return send(reply, actor, null, { values, errors: {}, preview, reached });
      }
      const form = contentForm(draft.values);
      const content = { number: null, key: newId(), version: null, form };
      const proposed = await propose(center, actor, noticeChanges, content);
      if (proposed.kind === "refused") throw new Error(`a new notice met ${proposed.reason}`);

      return seeOther(reply, `${LIST}/proposals/${proposed.id}`);
    }),
  );

  app.post(
    `${LIST}/preview`,
    asOfficial(center, "notices.publish", async (_actor, request, reply) => {
      const { body } = bodySchema.parse(request.body);
      const draft = drawText(body, shelf.catalogue);

      return draft.ok
        ? reply.type("text/html; charset=utf-8").send(draft.html)
        : reply.code(422).type("text/plain; charset=utf-8").send(draft.problem);
    }),
  );

  app.get(
    `${LIST}/:number`,
    asOfficial(center, "notices.publish", async (actor, request, reply) => {
      const notice = await noticeOf(center, request.params);
      if (can.change(actor, notice) !== true) return seeOther(reply, LIST);

      return send(reply, actor, notice, { values: valuesOf(notice), errors: {} });
    }),
  );

  app.post(
    `${LIST}/:number`,
    asOfficial(center, "notices.publish", async (actor, request, reply) => {
      const notice = await noticeOf(center, request.params);
      if (can.change(actor, notice) !== true) return seeOther(reply, LIST);
      const draft = readDraft(changeSchema, request.body, shelf.catalogue);
      const { step } = parseBody(stepSchema, request.body);
      const { version } = parseBody(versionSchema, request.body);
      if (!draft.ok) return send(reply, actor, notice, draft);
      const state = { values: draft.values, errors: {}, preview: draft.preview };
      if (step === "preview") return send(reply, actor, notice, state);
      const { number } = notice;
      const content = { number, key: number, version, form: contentForm(draft.values) };
      const proposed = await propose(center, actor, noticeChanges, content);
      if (proposed.kind === "proposed") {
        return seeOther(reply, `${LIST}/proposals/${proposed.id}`);
      }
      if (proposed.reason !== "already-proposed") return send(reply, actor, notice, state, true);
      const waits = "このお知らせには、確認を待つ変更があります。先にそれを決めてください。";

      return send(reply, actor, notice, { ...state, errors: { body: waits } });
    }),
  );

  app.post(
    `${LIST}/:number/withdraw`,
    asOfficial(center, "notices.publish", async (actor, request, reply) => {
      const notice = await noticeOf(center, request.params);
      if (can.change(actor, notice) !== true) return seeOther(reply, LIST);
      const form = readForm(withdrawSchema, request.body);
      const { version } = parseBody(versionSchema, request.body);
      const values = { ...valuesOf(notice), ...form.values };
      if (!form.ok) return send(reply, actor, notice, { values, errors: form.errors });
      const { number } = notice;
      if (!(await canReplace(center, shelf, number, form.value.replacedBy))) {
        const unknown =
          "この番号のお知らせや記事は、いま掲載していません。番号を確かめてください。";

        return send(reply, actor, notice, { values, errors: { replacedBy: unknown } });
      }
      const result = await withdrawNotice(center, actor, number, version, form.value);
      if (result.kind === "stale") return send(reply, actor, notice, { values, errors: {} }, true);
      await shelf.renew();

      return seeOther(reply, LIST);
    }),
  );
}

/** What takes the place of a withdrawn notice must be there to be read. */
async function canReplace(
  center: Center,
  shelf: Shelf,
  number: string,
  replacedBy: string,
): Promise<boolean> {
  if (replacedBy === "" || shelf.catalogue.byNumber.has(replacedBy)) return true;
  const other = (await shelf.contents()).byNumber.get(replacedBy);

  return (
    other !== undefined &&
    other.number !== number &&
    noticeState(other, center.clock.now()) === "published"
  );
}

/** What the proposal keeps: the fields, without what only this request was about. */
function contentForm({ step: _step, version: _version, ...form }: FormValues): FormValues {
  return form;
}

async function noticeOf(center: Center, params: unknown): Promise<Notice> {
  const notice = await findNotice(center.db, numberSchema.parse(params).number);
  if (notice === undefined) throw new ProblemError("not-found");

  return notice;
}

/** As the form shows it. */
function valuesOf(notice: Notice): FormState["values"] {
  const { weight, title, body, audienceKinds, audiencePrefectures, expiresAt, version } = notice;
  const { audienceCondition } = notice;
  // The deadline is the beginning of the day after the last one.
  const lastDay = expiresAt && tokyoDate(expiresAt).subtract({ days: 1 });

  return {
    weight,
    title,
    body,
    audienceKinds: audienceKinds.join("\n"),
    audiencePrefectures: audiencePrefectures.join("\n"),
    audienceCondition,
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
