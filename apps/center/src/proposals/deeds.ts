/** The second pair of eyes over HTTP: a proposal is confirmed or withdrawn, whatever it is about. */
import { ProblemError, seeOther } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { asOfficial } from "../accounts/index.ts";
import type { OfficeNeeds, OfficeRight, OfficialActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { idParam } from "../shell/params.ts";
import { confirm, withdraw } from "./actions.ts";
import type { Subject } from "./actions.ts";
import type { ProposalRefusal } from "./rules.ts";

/** Why nothing was done, as the page says it. */
export type RefusalWords<Refusal extends string> = Readonly<
  Record<Refusal | Exclude<ProposalRefusal, "not-found">, string>
>;

type Deeds<Change, Refusal extends string> = {
  readonly subject: Subject<Change, Refusal>;
  /** The page that shows the proposal, with `:id`; `/confirm` and `/withdraw` lie below it. */
  readonly path: string;
  readonly needs: OfficeRight | OfficeNeeds;
  readonly refusals: RefusalWords<Refusal>;
  /** The page once more, with why nothing was done. */
  readonly sendAgain: (
    actor: OfficialActor,
    request: FastifyRequest,
    reply: FastifyReply,
    refusal: string,
  ) => Promise<FastifyReply>;
  /** Where the page is not the proposal's own. @throws ProblemError `not-found` */
  readonly proposalOf?: (request: FastifyRequest) => Promise<string>;
  /** What else is to be done at once, after either. */
  readonly afterwards?: (request: FastifyRequest) => Promise<void>;
};

export function registerProposalDeeds<Change, Refusal extends string>(
  app: FastifyInstance,
  center: Center,
  { subject, path, needs, refusals, sendAgain, proposalOf, afterwards }: Deeds<Change, Refusal>,
): void {
  for (const [verb, deed] of [
    ["confirm", confirm<Change, Refusal>],
    ["withdraw", withdraw],
  ] as const) {
    app.post(
      `${path}/${verb}`,
      asOfficial(center, needs, async (actor, request, reply) => {
        const id = idParam(request);
        const result = await deed(center, actor, subject, (await proposalOf?.(request)) ?? id);
        if (result === "not-found") throw new ProblemError("not-found");
        if (result !== "done") return sendAgain(actor, request, reply, refusals[result]);
        await afterwards?.(request);

        return seeOther(reply, path.replace(":id", id));
      }),
    );
  }
}
