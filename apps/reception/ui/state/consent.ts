/** The question for 限度額 and 特定疾病 between the answer and its screen. Pure. */
import { consentScopes } from "@madoguchi/contract";
import type { Answer, ConsentAnswer } from "@madoguchi/contract";
import type { Screen } from "./screen.ts";

type Answered = { readonly answer: Answer; readonly insertion: number };

/** Asked once: while every consent holds, nobody is asked again. A center from before consents asks for none. */
export function afterAnswer(answer: Answer, insertion: number): Screen {
  const { consents } = answer;
  const isOpen =
    consents !== undefined && consentScopes.some((scope) => consents[scope].state !== "given");
  return isOpen ? askConsent({ answer, insertion }) : { kind: "result", answer, insertion };
}

export function askConsent({ answer, insertion }: Answered): Screen {
  return { kind: "ask-consent", answer, insertion };
}

export function withConsents({ answer, insertion }: Answered, changed: ConsentAnswer): Screen {
  return { kind: "result", answer: { ...answer, ...changed }, insertion };
}
