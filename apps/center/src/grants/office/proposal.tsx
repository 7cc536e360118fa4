/** One proposed version: what changes, whom it touches, and the second pair of eyes. */
import { Section } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import type { Center } from "../../center.ts";
import { registerProposalPage } from "../../proposals/index.ts";
import { programmeVersions } from "../actions/propose.ts";
import { programmeVersion } from "../store/programmes.ts";
import { effectOf, EffectSections } from "./comparison.tsx";
import { versionRefusals } from "./proposal-words.ts";
import { ChangedTerms } from "./terms.tsx";

export const versionProposals = {
  subject: programmeVersions,
  path: "/office/grants/proposals/:id",
  refusals: versionRefusals,
};

export function registerVersionProposal(app: FastifyInstance, center: Center): void {
  registerProposalPage(app, center, {
    ...versionProposals,
    place: {
      current: "/office/grants",
      crumbs: [{ label: "補助事業", href: "/office/grants/programmes" }, { label: "提案" }],
    },
    sees: "grants.see",
    changes: { right: "programmes.change", stepUp: true },
    async show({ state, key, basedOn }, { terms }) {
      const before = basedOn === null ? null : await programmeVersion(center.db, basedOn);
      const effect = state === "proposed" ? await effectOf(center.db, terms) : null;

      return {
        title: `${terms.name}の提案`,
        heading: terms.name,
        caption: before ? `第${before.version + 1}版の提案` : "新しい補助事業の提案",
        link:
          state === "confirmed"
            ? { href: `/office/grants/programmes/${key}`, label: "補助事業のページへ" }
            : null,
        question: {
          advice: "下の「変わること」と試算を、根拠の文書と見比べてください。",
          verb: "この版に決める",
        },
        content: (
          <>
            <Section heading={before ? "変わること" : "定めること"}>
              <ChangedTerms before={before} after={terms} />
            </Section>
            {effect && <EffectSections effect={effect} />}
          </>
        ),
      };
    },
  });
}
