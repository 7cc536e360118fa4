/** Officials and their roles, at the office's own counter. */
import { tokyoToday } from "@madoguchi/notation";
import { ProblemError, readForm, seeOther, sendPage } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ReactElement } from "react";
import type { Center } from "../../center.ts";
import { emptyForm } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { idParam } from "../../shell/params.ts";
import { asOfficial } from "../guard.tsx";
import type { OfficialActor } from "../rules.ts";
import { agreeToRoles, declineRoles, proposeRoles, withdrawRoles } from "./actions.ts";
import type { DecideResult, Person } from "./actions.ts";
import { GivePage, InvitePage, TakePage } from "./office/forms.tsx";
import { OFFICIALS } from "./office/frame.tsx";
import { OfficialListPage } from "./office/list.tsx";
import { OneOfficialPage } from "./office/one.tsx";
import { decisionWords, ProposalPage } from "./office/proposal.tsx";
import { registerOfficialReset } from "./reset.tsx";
import { declineSchema, grantSchema, inviteSchema, takeSchema } from "./rules.ts";
import type { Wish } from "./rules.ts";
import {
  allOfficials,
  findOfficial,
  findProposal,
  openProposals,
  proposalHistory,
  rolePeriods,
} from "./store.ts";
import type { Official } from "./store.ts";

const CHANGE = { right: "officials.change", stepUp: true } as const;
const PROPOSAL = `${OFFICIALS}/proposals/:id`;

type Shown = (state: FormState) => ReactElement;

export function registerOfficialPages(app: FastifyInstance, center: Center): void {
  app.get(
    OFFICIALS,
    asOfficial(center, "officials.see", async (actor, _request, reply) =>
      sendPage(
        reply,
        <OfficialListPage
          actor={actor}
          officials={await allOfficials(center.db, center.clock.now())}
          open={await openProposals(center.db)}
          history={await proposalHistory(center.db, null)}
        />,
      ),
    ),
  );

  app.get(
    `${OFFICIALS}/:id`,
    asOfficial(center, "officials.see", async (actor, request, reply) => {
      const official = await officialOf(center, request);

      return sendPage(
        reply,
        <OneOfficialPage
          actor={actor}
          official={official}
          periods={await rolePeriods(center.db, official.id)}
          proposals={await proposalHistory(center.db, official.id)}
        />,
      );
    }),
  );

  app.get(
    `${OFFICIALS}/invite`,
    asOfficial(center, CHANGE, async (actor, _request, reply) =>
      sendPage(reply, <InvitePage actor={actor} state={emptyForm} />),
    ),
  );

  app.post(
    `${OFFICIALS}/invite`,
    asOfficial(center, CHANGE, async (actor, request, reply) => {
      const form = readForm(inviteSchema(tokyoToday(center.clock)), request.body);
      const show: Shown = (state) => <InvitePage actor={actor} state={state} />;
      if (!form.ok) return sendPage(reply, show(form), 422);
      const { mail, name, ...wish } = form.value;
      const person = { kind: "new", mail, name } as const;

      return propose(reply, actor, person, { kind: "invite", ...wish }, form, show);
    }),
  );

  for (const [verb, Page] of [
    ["give", GivePage],
    ["take", TakePage],
  ] as const) {
    const path = `${OFFICIALS}/:id/${verb}`;
    app.get(
      path,
      asOfficial(center, CHANGE, async (actor, request, reply) => {
        const official = await officialOf(center, request);

        return sendPage(reply, <Page actor={actor} official={official} state={emptyForm} />);
      }),
    );

    app.post(
      path,
      asOfficial(center, CHANGE, async (actor, request, reply) => {
        const official = await officialOf(center, request);
        const show: Shown = (state) => <Page actor={actor} official={official} state={state} />;
        const form = readWish(verb, request.body);
        if (!form.ok) return sendPage(reply, show(form), 422);
        const person = { kind: "known", accountId: official.id } as const;

        return propose(reply, actor, person, form.value, form, show);
      }),
    );
  }

  app.get(
    PROPOSAL,
    asOfficial(center, "officials.see", async (actor, request, reply) =>
      sendProposal(center, reply, actor, request),
    ),
  );

  app.post(
    `${PROPOSAL}/agree`,
    asOfficial(center, CHANGE, async (actor, request, reply) =>
      answer(reply, actor, request, await agreeToRoles(center, actor, idParam(request))),
    ),
  );

  app.post(
    `${PROPOSAL}/decline`,
    asOfficial(center, CHANGE, async (actor, request, reply) => {
      const form = readForm(declineSchema, request.body);
      if (!form.ok) return sendProposal(center, reply, actor, request, { state: form }, 422);
      const { declineReason } = form.value;

      return answer(
        reply,
        actor,
        request,
        await declineRoles(center, actor, idParam(request), declineReason),
      );
    }),
  );

  app.post(
    `${PROPOSAL}/withdraw`,
    asOfficial(center, CHANGE, async (actor, request, reply) =>
      answer(reply, actor, request, await withdrawRoles(center, actor, idParam(request))),
    ),
  );

  registerOfficialReset(app, center);

  const readWish = (verb: "give" | "take", body: unknown) => {
    if (verb === "give") {
      const form = readForm(grantSchema(tokyoToday(center.clock)), body);

      return form.ok ? { ...form, value: { kind: "grant" as const, ...form.value } } : form;
    }
    const form = readForm(takeSchema, body);
    const take = { kind: "take" as const, untilOn: null };

    return form.ok ? { ...form, value: { ...take, ...form.value } } : form;
  };

  const propose = async (
    reply: FastifyReply,
    actor: OfficialActor,
    person: Person,
    wish: Wish & { readonly reason: string },
    { values }: Pick<FormState, "values">,
    show: Shown,
  ) => {
    const result = await proposeRoles(center, actor, person, wish);
    switch (result.kind) {
      case "proposed":
        return seeOther(reply, `${OFFICIALS}/proposals/${result.id}`);
      case "not-found":
        throw new ProblemError("not-found");
      case "problem":
        return sendPage(reply, show({ values, errors: { [result.about]: result.words } }), 422);
    }
  };

  const answer = (
    reply: FastifyReply,
    actor: OfficialActor,
    request: FastifyRequest,
    result: DecideResult,
  ) => {
    if (result === "not-found") throw new ProblemError("not-found");
    if (result === "done") return seeOther(reply, `${OFFICIALS}/proposals/${idParam(request)}`);
    const problem = typeof result === "string" ? decisionWords[result] : result.problem;

    return sendProposal(center, reply, actor, request, { problem }, 409);
  };
}

/** @throws ProblemError `not-found` */
async function officialOf({ db, clock }: Center, request: FastifyRequest): Promise<Official> {
  const official = await findOfficial(db, idParam(request), clock.now());
  if (!official) throw new ProblemError("not-found");

  return official;
}

async function sendProposal(
  { db }: Center,
  reply: FastifyReply,
  actor: OfficialActor,
  request: FastifyRequest,
  shown: { readonly state?: FormState; readonly problem?: string } = {},
  status = 200,
): Promise<FastifyReply> {
  const proposal = await findProposal(db, idParam(request));
  if (!proposal) throw new ProblemError("not-found");

  return sendPage(reply, <ProposalPage actor={actor} proposal={proposal} {...shown} />, status);
}
