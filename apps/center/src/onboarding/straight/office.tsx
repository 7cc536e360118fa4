/** 「自動の承認の決まり」: what holds for each kind of facility, what the rule did, and what one official proposes and another makes true. */
import { tokyoToday } from "@madoguchi/notation";
import { formValues, ProblemError, sendPage } from "@madoguchi/platform";
import { Section } from "@madoguchi/ui";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { asOfficial } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { facilityKindName, facilityKinds, isFacilityKind } from "../../facilities/index.ts";
import type { FacilityKind } from "../../facilities/index.ts";
import {
  ChangedItems,
  openProposals,
  proposeByForm,
  registerProposalPage,
  proposalRefusals,
} from "../../proposals/index.ts";
import type { ProposalRefusal } from "../../proposals/index.ts";
import { straightTerms } from "./actions.ts";
import { readStraightTerms, straightForm } from "./form.ts";
import { StraightFormPage } from "./office/form.tsx";
import { CHANGE, StraightPage, termsItems } from "./office/list.tsx";
import type { StraightRefusal } from "./rules.ts";
import { findTerms, judgmentCounts, newestTerms, termsOf } from "./store.ts";
import { STRAIGHT, TITLE } from "./words.ts";

/** How far back the counts go. */
const COUNT_DAYS = 30;

const refusals = {
  ...proposalRefusals,
  "too-late": "始まりの日が過ぎています。今日か、これからの日にしてください。",
} as const satisfies Record<StraightRefusal | Exclude<ProposalRefusal, "not-found">, string>;

const proposals = { subject: straightTerms, path: `${STRAIGHT}/proposals/:id`, refusals };

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

      return proposeByForm(center, actor, reply, {
        ...proposals,
        values,
        read: readStraightTerms(values),
        page: (form, refusal) => (
          <StraightFormPage actor={actor} kind={kind} form={form} refusal={refusal} />
        ),
      });
    }),
  );

  registerProposalPage(app, center, {
    ...proposals,
    place: { current: "/office", crumbs: [{ label: TITLE, href: STRAIGHT }, { label: "提案" }] },
    sees: "cases.see",
    changes: CHANGE,
    async show({ basedOn }, terms) {
      const before = basedOn === null ? undefined : await findTerms(center.db, basedOn);

      return {
        title: `${TITLE}の提案`,
        heading: "自動の承認の変更の提案",
        caption: facilityKindName(terms.kind),
        question: {
          advice: "下の「変わること」を、いまの決まりと見比べてください。",
          verb: "この決まりにする",
        },
        content: (
          <Section heading="変わること">
            <ChangedItems before={before ? termsItems(before) : []} after={termsItems(terms)} />
          </Section>
        ),
      };
    },
  });
}

/** @throws ProblemError `not-found` */
function kindOf(request: FastifyRequest): FacilityKind {
  const params = kindSchema.safeParse(request.params);
  if (!params.success) throw new ProblemError("not-found");

  return params.data.kind;
}
