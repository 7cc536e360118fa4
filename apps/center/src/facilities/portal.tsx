/** 「わたしの施設は対象ですか」: public, without script; the answers are codes in the address, and nothing is kept. */
import { formValues } from "@madoguchi/platform";
import type { FormValues } from "@madoguchi/platform";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import type { PortalReader } from "../shell/pages.tsx";
import { sendToAll } from "../shell/send-to-all.ts";
import { OutcomePage, QuestionPage } from "./portal/eligible.tsx";
import { askedOf, nextStep, questions } from "./rules/eligible.ts";
import type { PartialAnswers } from "./rules/eligible.ts";

const answersSchema = z.object({
  kind: z.enum(questions.kind).optional().catch(undefined),
  claims: z.enum(questions.claims).optional().catch(undefined),
  fullType: z.enum(questions.fullType).optional().catch(undefined),
  place: z.enum(questions.place).optional().catch(undefined),
  checkups: z.enum(questions.checkups).optional().catch(undefined),
});

/** @param greet who reads the page, where somebody is signed in */
export function registerEligiblePages(
  app: FastifyInstance,
  greet: (request: FastifyRequest) => Promise<PortalReader | null>,
): void {
  app.get("/eligible", async (request, reply) => {
    const values = formValues(request.query);
    const answers = answersOf(values);
    const actor = await greet(request);
    const step = nextStep(answers);
    if (step.kind === "told") {
      return sendToAll(
        reply,
        actor,
        <OutcomePage actor={actor} answers={answers} outcome={step.outcome} />,
      );
    }
    const isUnanswered = values["asked"] === step.question;

    return sendToAll(
      reply,
      actor,
      <QuestionPage
        actor={actor}
        answers={answers}
        question={step.question}
        isUnanswered={isUnanswered}
      />,
      isUnanswered ? 422 : 200,
    );
  });
}

function answersOf(values: FormValues): PartialAnswers {
  return askedOf(answersSchema.parse(values));
}
