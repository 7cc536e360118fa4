/** The routes of 差戻し and 却下, the same for every work whose cases are decided on a page of their own. */
import { tokyoDate } from "@madoguchi/notation";
import { parseBody, readForm, sendPage, versionField } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { asOfficial } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { emptyForm } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { idParam } from "../../shell/params.ts";
import { refusalSchema, returnSchema } from "../decision-form.ts";
import type { Answer } from "../decision-form.ts";
import { deskOf } from "../look.ts";
import type { Queue } from "../queue.ts";
import { isHeldByOther } from "../rules/claims.ts";
import { decisionRights } from "../rules/decide.ts";
import { reasonsFor } from "../store/returns.ts";
import type { Reason } from "../store/returns.ts";
import { termsOn } from "../store/terms.ts";
import { DecisionPage } from "./decision.tsx";

type Seen = { readonly id: string; readonly version: number };

export type DecisionRoutes = {
  readonly queue: Queue;
  /** What the page says of a case, and whether this can still be decided. @throws ProblemError `not-found` */
  readonly caseOf: (
    actor: OfficialActor,
    id: string,
    action: Answer["action"],
  ) => Promise<{
    readonly caption: string;
    readonly version: number;
    readonly isOpen: boolean;
    /** Where the terms of the work say no days for a correction. */
    readonly correctionDays?: number;
    /** What a return can point at. */
    readonly fields: Readonly<Record<string, string>>;
  }>;
  /** The review, with why nothing was decided. */
  readonly sendReview: (
    actor: OfficialActor,
    request: FastifyRequest,
    reply: FastifyReply,
    problem: "outdated" | "held",
  ) => Promise<FastifyReply>;
  readonly decide: (
    actor: OfficialActor,
    request: FastifyRequest,
    reply: FastifyReply,
    seen: Seen,
    answer: Answer,
  ) => Promise<FastifyReply>;
};

const versionSchema = z.object({ version: versionField });

export function registerDecisionRoutes(
  app: FastifyInstance,
  center: Center,
  { queue, caseOf, sendReview, decide }: DecisionRoutes,
): void {
  for (const action of ["return", "refuse"] as const) {
    const path = `${queue.recordPath(":id")}/${action}`;
    const sendForm = async (
      actor: OfficialActor,
      request: FastifyRequest,
      reply: FastifyReply,
      reasons: readonly Reason[],
      state: FormState,
      status: number,
    ): Promise<FastifyReply> => {
      const id = idParam(request);
      const { isOpen, correctionDays: own, ...seen } = await caseOf(actor, id, action);
      const desk = await deskOf(center, actor, queue, request, id);
      if (!isOpen) return sendReview(actor, request, reply, "outdated");
      if (isHeldByOther(actor, desk.claim)) return sendReview(actor, request, reply, "held");
      const today = tokyoDate(center.clock.now());
      const days = own ?? (await termsOn(center.db, queue.work, today)).correctionDays;
      const lastDay = days === null ? null : today.add({ days });

      return sendPage(
        reply,
        <DecisionPage
          {...{ actor, queue, action, id, ...seen, reasons, lastDay, state }}
          query={desk.query}
        />,
        status,
      );
    };

    app.get(
      path,
      asOfficial(center, decisionRights[action], async (actor, request, reply) => {
        const reasons = await reasonsFor(center.db, queue.work, action);

        return sendForm(actor, request, reply, reasons, emptyForm, 200);
      }),
    );
    app.post(
      path,
      asOfficial(center, decisionRights[action], async (actor, request, reply) => {
        const reasons = await reasonsFor(center.db, queue.work, action);
        const { fields } = await caseOf(actor, idParam(request), action);
        const form = readForm(
          action === "return" ? returnSchema(reasons, fields) : refusalSchema(reasons),
          request.body,
        );
        if (!form.ok) return sendForm(actor, request, reply, reasons, form, 422);
        const { version } = parseBody(versionSchema, request.body);

        return decide(actor, request, reply, { id: idParam(request), version }, form.value);
      }),
    );
  }
}
