/** 「自動の承認の決まり」: what holds for each kind of facility, what the rule did, and what one official proposes and another makes true. */
import { tokyoToday } from "@madoguchi/notation";
import { formValues, ProblemError, seeOther, sendPage } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { asOfficial } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { facilityKinds, isFacilityKind } from "../../facilities/index.ts";
import type { FacilityKind } from "../../facilities/index.ts";
import {
  findProposal,
  openProposals,
  propose,
  proposalRefusals,
  registerProposalDeeds,
} from "../../proposals/index.ts";
import type { ProposalRefusal } from "../../proposals/index.ts";
import { idParam } from "../../shell/params.ts";
import { straightTerms } from "./actions.ts";
import { readStraightTerms, straightForm } from "./form.ts";
import { StraightFormPage } from "./office/form.tsx";
import { CHANGE, StraightPage } from "./office/list.tsx";
import { StraightProposalPage } from "./office/proposal.tsx";
import type { StraightRefusal } from "./rules.ts";
import { findTerms, judgmentCounts, newestTerms, termsOf } from "./store.ts";
import { STRAIGHT } from "./words.ts";

/** How far back the counts go. */
const COUNT_DAYS = 30;
const PROPOSAL = `${STRAIGHT}/proposals/:id`;

const refusals = {
  ...proposalRefusals,
  "too-late": "始まりの日が過ぎています。今日か、これからの日にしてください。",
} as const satisfies Record<StraightRefusal | Exclude<ProposalRefusal, "not-found">, string>;

const kindSchema = z.object({ kind: z.string().refine(isFacilityKind) });

export function registerStraightOffice(app: FastifyInstance, center: Center): void {
  app.get(
    STRAIGHT,
    asOfficial(center, "cases.see", async (actor, _request, reply) => {
      const since = center.clock.now().subtract({ hours: 24 * COUNT_DAYS });
      const kinds = [];
      for (const kind of Object.keys(facilityKinds).filter(isFacilityKind)) {
        kinds.push({ kind, versions: await termsOf(center.db, kind) });
      }

      return sendPage(
        reply,
        <StraightPage
          actor={actor}
          kinds={kinds}
          proposals={await openProposals(center.db, straightTerms.name)}
          counts={await judgmentCounts(center.db, since)}
          days={COUNT_DAYS}
          today={tokyoToday(center.clock)}
        />,
      );
    }),
  );

  app.get(
    `${STRAIGHT}/:kind/new`,
    asOfficial(center, CHANGE, async (actor, request, reply) => {
      const kind = kindOf(request);
      const newest = await newestTerms(center.db, kind);
      const values = straightForm({ ...newest, effectiveFrom: tokyoToday(center.clock) });

      return sendPage(
        reply,
        <StraightFormPage actor={actor} kind={kind} form={{ values, errors: {} }} />,
      );
    }),
  );

  app.post(
    `${STRAIGHT}/:kind`,
    asOfficial(center, CHANGE, async (actor, request, reply) => {
      const kind = kindOf(request);
      const values = { ...formValues(request.body), kind };
      const form = readStraightTerms(values);
      const page = { actor, kind };
      if (!form.ok) return sendPage(reply, <StraightFormPage {...page} form={form} />, 422);
      const made = await propose(center, actor, straightTerms, values);
      if (made.kind === "proposed") return seeOther(reply, `${STRAIGHT}/proposals/${made.id}`);
      if (made.reason === "not-found") throw new ProblemError("not-found");
      const again = { form: { values, errors: {} }, refusal: refusals[made.reason] };

      return sendPage(reply, <StraightFormPage {...page} {...again} />, 409);
    }),
  );

  const send = (
    actor: OfficialActor,
    request: FastifyRequest,
    reply: FastifyReply,
    refusal?: string,
  ): Promise<FastifyReply> => sendProposal(center, actor, request, reply, refusal);
  app.get(
    PROPOSAL,
    asOfficial(center, "cases.see", (actor, request, reply) => send(actor, request, reply)),
  );
  registerProposalDeeds(app, center, {
    subject: straightTerms,
    path: PROPOSAL,
    needs: CHANGE,
    refusals,
    sendAgain: send,
  });
}

/** @throws ProblemError `not-found` */
function kindOf(request: FastifyRequest): FacilityKind {
  const params = kindSchema.safeParse(request.params);
  if (!params.success) throw new ProblemError("not-found");

  return params.data.kind;
}

async function sendProposal(
  center: Center,
  actor: OfficialActor,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal?: string,
): Promise<FastifyReply> {
  const proposal = await findProposal(center.db, straightTerms.name, idParam(request));
  if (!proposal) throw new ProblemError("not-found");
  const terms = straightTerms.read(proposal.content);
  if (!terms) throw new Error(`proposal ${proposal.id} cannot be read`);
  const before =
    proposal.basedOn === null ? undefined : await findTerms(center.db, proposal.basedOn);

  return sendPage(
    reply,
    <StraightProposalPage {...{ actor, proposal, terms, before, refusal }} />,
    refusal === undefined ? 200 : 409,
  );
}
