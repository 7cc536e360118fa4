import { consentScopes } from "@madoguchi/contract";
import type { ConsentChoice, ConsentChoices, ConsentScope } from "@madoguchi/contract";
import { Button, FieldError, Icon } from "@madoguchi/ui";
import { useState } from "react";
import type { FormEvent } from "react";
import type { PatientView } from "./protocol.ts";
import { Sentence } from "./sentence.tsx";
import type { Texts } from "./texts.ts";

type ConsentQuestionsProps = {
  view: Extract<PatientView, { kind: "consent" }>;
  texts: Texts;
  onChosen: (choices: ConsentChoices) => void;
};

/** Either choice looks the same and neither is made beforehand; the same for everybody, whatever is registered for them. */
export function ConsentQuestions({ view, texts, onChosen }: ConsentQuestionsProps) {
  const { words, buttons } = texts;
  const [missing, setMissing] = useState<readonly ConsentScope[]>([]);
  const choices = [
    { value: "given", label: buttons.提供する },
    { value: "declined", label: buttons.提供しない },
  ] as const satisfies readonly { value: ConsentChoice; label: string }[];

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const chosen: Partial<Record<ConsentScope, ConsentChoice>> = {};
    for (const scope of consentScopes) {
      const choice = choices.find(({ value }) => value === data.get(scope));
      if (choice) chosen[scope] = choice.value;
    }
    const open = consentScopes.filter((scope) => chosen[scope] === undefined);
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
        {consentScopes.map((scope) => (
          <fieldset
            key={scope}
            className="rc-consent-question"
            role="radiogroup"
            aria-required
            aria-invalid={missing.includes(scope) || undefined}
            data-invalid={missing.includes(scope) || undefined}
            aria-describedby={`${scope}-what`}
          >
            <legend>{words.questions[scope].legend}</legend>
            <p id={`${scope}-what`}>{words.questions[scope].what}</p>
            <div className="rc-equal">
              {choices.map(({ value, label }) => (
                <label key={value} className="rc-consent-choice">
                  <input
                    type="radio"
                    id={`${scope}-${value}`}
                    name={scope}
                    value={value}
                    defaultChecked={value === "given" && view.given.includes(scope)}
                  />
                  <span>{label}</span>
                </label>
              ))}
            </div>
            <FieldError name={scope}>
              {missing.includes(scope) ? words.choose : undefined}
            </FieldError>
          </fieldset>
        ))}
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
