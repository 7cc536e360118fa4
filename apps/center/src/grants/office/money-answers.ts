/** What officials do after a decision: take it back, note what came back. */
import { dateField, readForm, textField, yenField } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { asOfficial } from "../../accounts/index.ts";
import type { OfficeRight, OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { idParam } from "../../shell/params.ts";
import { recordRecall } from "../actions/after-payment.ts";
import {
  confirmRevocation,
  proposeRevocation,
  receiveRepayment,
  withdrawProposal,
} from "../actions/revoke.ts";
import { answer, sendAgain, submittedRecord } from "./reply.ts";
import type { Answer } from "./reply.ts";

const proposalSchema = z.object({
  principalYen: yenField("取り消す額").refine(
    (yen) => yen > 0,
    "取り消す額は1円以上で入力してください。",
  ),
  revocationReason: textField("取消しの理由", 600),
});

const receivedSchema = z.object({ receivedOn: dateField("受け取った日") });

export function registerMoneyAnswers(app: FastifyInstance, center: Center): void {
  app.post(
    "/office/grants/:id/revocation",
    asOfficial(center, "grants.revoke", async (actor, request, reply) => {
      const form = readForm(proposalSchema, request.body);
      if (!form.ok) return sendAgain(center, actor, request, reply, { form }, 422);
      const { principalYen, revocationReason: reason } = form.value;
      const proposal = { principalYen, reason };
      const { application } = await submittedRecord(center, request);
      const result = await proposeRevocation(center, actor, application.id, proposal);

      return answer(center, actor, request, reply, result, {
        form: { values: form.values, errors: {} },
      });
    }),
  );

  app.post(
    "/office/grants/:id/repayment",
    asOfficial(center, "payments.make", async (actor, request, reply) => {
      const form = readForm(receivedSchema, request.body);
      if (!form.ok) return sendAgain(center, actor, request, reply, { form }, 422);
      const id = idParam(request);
      const result = await receiveRepayment(center, actor, id, form.value.receivedOn);

      return answer(center, actor, request, reply, result, {
        form: { values: form.values, errors: {} },
      });
    }),
  );

  onPress(app, center, "revocation/confirm", "grants.revoke", confirmRevocation);
  onPress(app, center, "revocation/withdraw", "grants.revoke", withdrawProposal);
  onPress(app, center, "recall", "payments.make", async (...deed) => {
    const result = await recordRecall(...deed);

    return result === "done" ? "recalled" : result;
  });
}

type Deed = (center: Center, official: OfficialActor, id: string) => Promise<Answer>;

/** A button without fields. */
function onPress(
  app: FastifyInstance,
  center: Center,
  verb: string,
  right: OfficeRight,
  deed: Deed,
): void {
  app.post(
    `/office/grants/:id/${verb}`,
    asOfficial(center, right, async (actor, request, reply) =>
      answer(center, actor, request, reply, await deed(center, actor, idParam(request))),
    ),
  );
}
