import type { ConsentChoices, ConsentScope } from "@madoguchi/contract";
import { Button, Icon } from "@madoguchi/ui";
import { useState } from "react";
import type { FormEvent } from "react";
import { ConsentFields, readChoices } from "../consent/consent-fields.tsx";
import type { PatientView } from "./protocol.ts";
import { Sentence } from "./sentence.tsx";
import type { Texts } from "./texts.ts";

type ConsentQuestionsProps = {
  view: Extract<PatientView, { kind: "consent" }>;
  texts: Texts;
  onChosen: (choices: ConsentChoices) => void;
};

/** The same for everybody, whatever is registered for them. */
export function ConsentQuestions({ view, texts, onChosen }: ConsentQuestionsProps) {
  const { words, buttons } = texts;
  const [missing, setMissing] = useState<readonly ConsentScope[]>([]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const { chosen, missing: open } = readChoices(form);
    setMissing(open);
    const [first] = open;
    if (first === undefined) onChosen(chosen);
    else form.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };

  return (
    <main className="rc-main rc-consent">
      <p className="rc-lead" lang="ja">
        {view.facilityName}
      </p>
      <Sentence>{words.ask}</Sentence>
      <form className="rc-consent-form" noValidate onSubmit={submit}>
        <ConsentFields
          words={{
            questions: words.questions,
            labels: { given: buttons.提供する, declined: buttons.提供しない },
            missing: () => words.choose,
          }}
          given={view.given}
          missing={missing}
        />
        <p className="rc-consent-note">
          <Icon name="info" />
          {words.consentNote}
        </p>
        <div>
          <Button size="large">{words.decide}</Button>
        </div>
      </form>
    </main>
  );
}
