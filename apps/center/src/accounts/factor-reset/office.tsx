/** The officials' side: writing down who telephones, calling back, and the word of a second official. */
import { ProblemError, readForm, seeOther, sendPage } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import type { Center } from "../../center.ts";
import { findFacilityByCode, findFacility } from "../../facilities/index.ts";
import { emptyForm } from "../../shell/errors.tsx";
import { idParam } from "../../shell/params.ts";
import { cut, placeField, placeText } from "../../shell/places.ts";
import { asOfficial } from "../guard.tsx";
import type { OfficialActor } from "../rules.ts";
import { findAccount, findAccountByMail } from "../store.ts";
import { membersOf, membershipsOf } from "../store/memberships.ts";
import { approveReset, checkReset, declineReset, startReset, stopReset } from "./actions.ts";
import type { ResetResult } from "./actions.ts";
import { DeclinePage } from "./office/decline.tsx";
import { ResetListPage } from "./office/list.tsx";
import { PhoneStartPage } from "./office/phone-start.tsx";
import { ResetPage } from "./office/review.tsx";
import type { ResetReview } from "./office/review.tsx";
import { checkSchema, declineSchema, phoneStartSchema } from "./rules.ts";
import {
  countResets,
  findOpenReset,
  findReset,
  listResets,
  RESETS_PAGE,
  resetViews,
} from "./store.ts";

const PATH = "/office/factor-resets";

const listSchema = z.object({
  view: z.enum(resetViews).catch("open"),
  after: placeField,
});

const NOBODY = "このIDの担当者が、この施設に見つかりません。IDとコードを確かめてください。";
const startProblems = {
  "no-factor": "この担当者は、2つ目の確認方法を設定していません。解除は要りません。",
  "open-already": "この担当者の解除は、すでに受け付けています。一覧から開いてください。",
} as const;

export function registerFactorResetOffice(app: FastifyInstance, center: Center): void {
  app.get(
    PATH,
    asOfficial(center, "resets.see", async (actor, request, reply) => {
      const { view, after } = listSchema.parse(request.query);
      const [found, counts] = await Promise.all([
        listResets(center.db, view, after),
        countResets(center.db),
      ]);

      const { rows, last } = cut(found, RESETS_PAGE);
      const next = last && placeText({ at: last.startedAt, id: last.id });

      return sendPage(
        reply,
        <ResetListPage {...{ actor, view, rows, counts, next }} isFirst={after === null} />,
      );
    }),
  );

  app.get(
    `${PATH}/new`,
    asOfficial(center, "resets.handle", async (actor, _request, reply) =>
      sendPage(reply, <PhoneStartPage actor={actor} state={emptyForm} />),
    ),
  );

  app.post(
    `${PATH}/new`,
    asOfficial(center, "resets.handle", async (actor, request, reply) => {
      const form = readForm(phoneStartSchema, request.body);
      if (!form.ok) {
        return sendPage(reply, <PhoneStartPage actor={actor} state={form} />, 422);
      }
      const { mail, code, reason } = form.value;
      const accountId = await memberOf(center, mail, code);
      const result =
        accountId === null
          ? "nobody"
          : await startReset(center, { accountId, as: "official", by: actor.id, reason });
      const open = accountId === null ? undefined : await findOpenReset(center.db, accountId);
      if (result === "started" && open) {
        return seeOther(reply, `${PATH}/${open.id}`);
      }
      const problem =
        result === "no-factor" || result === "open-already" ? startProblems[result] : NOBODY;
      const state = { values: form.values, errors: { mail: problem } };

      return sendPage(reply, <PhoneStartPage actor={actor} state={state} />, 422);
    }),
  );

  app.get(
    `${PATH}/:id`,
    asOfficial(center, "resets.see", async (actor, request, reply) =>
      sendReview(center, reply, actor, idParam(request), {}),
    ),
  );

  app.post(
    `${PATH}/:id/check`,
    asOfficial(center, "resets.handle", async (actor, request, reply) => {
      const id = idParam(request);
      const form = readForm(checkSchema, request.body);
      if (!form.ok) {
        return sendReview(center, reply, actor, id, { state: form }, 422);
      }

      return answer(reply, actor, id, await checkReset(center, actor, id, form.value));
    }),
  );

  app.post(
    `${PATH}/:id/approve`,
    asOfficial(center, { right: "resets.handle", stepUp: true }, async (actor, request, reply) => {
      const id = idParam(request);

      return answer(reply, actor, id, await approveReset(center, actor, id, "facility"));
    }),
  );

  app.post(
    `${PATH}/:id/stop`,
    asOfficial(center, "resets.handle", async (actor, request, reply) => {
      const id = idParam(request);
      const by = { kind: "official", id: actor.id } as const;
      const isStopped = await stopReset(center, id, by, "facility");

      return answer(reply, actor, id, isStopped ? "done" : "not-waiting");
    }),
  );

  app.get(
    `${PATH}/:id/decline`,
    asOfficial(center, "resets.handle", async (actor, request, reply) => {
      const review = await reviewOf(center, idParam(request));

      return sendPage(reply, <DeclinePage actor={actor} review={review} state={emptyForm} />);
    }),
  );

  app.post(
    `${PATH}/:id/decline`,
    asOfficial(center, "resets.handle", async (actor, request, reply) => {
      const id = idParam(request);
      const form = readForm(declineSchema, request.body);
      if (!form.ok) {
        const review = await reviewOf(center, id);

        return sendPage(reply, <DeclinePage actor={actor} review={review} state={form} />, 422);
      }

      return answer(
        reply,
        actor,
        id,
        await declineReset(center, actor, id, form.value.reason, "facility"),
      );
    }),
  );

  const answer = (reply: FastifyReply, actor: OfficialActor, id: string, result: ResetResult) => {
    switch (result) {
      case "done":
        return seeOther(reply, `${PATH}/${id}`);
      case "not-found":
      case "not-its-facility":
        throw new ProblemError("not-found");
      default:
        return sendReview(center, reply, actor, id, { refused: result }, 409);
    }
  };
}

async function memberOf(
  { db }: Pick<Center, "db">,
  mail: string,
  code: string,
): Promise<string | null> {
  const [account, facility] = await Promise.all([
    findAccountByMail(db, mail),
    findFacilityByCode(db, code),
  ]);
  const members = facility ? await membersOf(db, facility.id) : [];

  return members.find(({ accountId }) => accountId === account?.id)?.accountId ?? null;
}

async function sendReview(
  center: Center,
  reply: FastifyReply,
  actor: OfficialActor,
  id: string,
  shown: Pick<Parameters<typeof ResetPage>[0], "state" | "refused">,
  status = 200,
): Promise<FastifyReply> {
  const review = await reviewOf(center, id);

  return sendPage(reply, <ResetPage actor={actor} review={review} {...shown} />, status);
}

/** @throws ProblemError `not-found` */
async function reviewOf({ db, config }: Center, id: string): Promise<ResetReview> {
  const reset = await findReset(db, id);
  const account = reset && (await findAccount(db, reset.accountId));
  if (!reset || account?.realm !== "facility") {
    throw new ProblemError("not-found");
  }
  const nameOf = async (accountId: string | null) =>
    accountId === null ? null : ((await findAccount(db, accountId))?.name ?? null);
  const memberships = await membershipsOf(db, account.id);
  const [facilities, starter, checker, decider] = await Promise.all([
    Promise.all(memberships.map(({ facilityId }) => findFacility(db, facilityId))),
    nameOf(reset.startedBy),
    nameOf(reset.checkedBy),
    nameOf(reset.decidedBy),
  ]);

  return {
    reset,
    account,
    facilities: facilities.filter((facility) => facility !== undefined),
    names: { starter, checker, decider },
    hours: config.factorResetHours,
  };
}
