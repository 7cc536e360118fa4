/** The answer to the form that makes a proposal, whatever it is about. */
import { ProblemError, seeOther, sendPage } from "@madoguchi/platform";
import type { FormResult, FormValues } from "@madoguchi/platform";
import type { FastifyReply } from "fastify";
import type { ReactElement } from "react";
import type { OfficialActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import type { FormState } from "../shell/errors.tsx";
import { propose } from "./actions.ts";
import type { Subject } from "./actions.ts";
import type { RefusalWords } from "./deeds.ts";

type Form<Change, Refusal extends string> = {
  readonly subject: Subject<Change, Refusal>;
  /** Of a proposal's page, with `:id`. */
  readonly path: string;
  readonly refusals: RefusalWords<Refusal>;
  readonly values: FormValues;
  readonly read: FormResult<unknown>;
  /** The form once more, with what was typed. */
  readonly page: (form: FormState, refusal?: string) => ReactElement;
};

/** To the proposal's page, or back to the form with what is wrong in it or stands against it. */
export async function proposeByForm<Change, Refusal extends string>(
  center: Center,
  actor: OfficialActor,
  reply: FastifyReply,
  { subject, path, refusals, values, read, page }: Form<Change, Refusal>,
): Promise<FastifyReply> {
  if (!read.ok) return sendPage(reply, page(read), 422);
  const made = await propose(center, actor, subject, values);
  if (made.kind === "proposed") return seeOther(reply, path.replace(":id", made.id));
  if (made.reason === "not-found") throw new ProblemError("not-found");

  return sendPage(reply, page({ values, errors: {} }, refusals[made.reason]), 409);
}
