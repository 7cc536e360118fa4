/** The questions themselves, asked alike on the counter's screen and in the patient's window, each in its own words. */
import { consentScopes } from "@madoguchi/contract";
import type { ConsentChoice, ConsentChoices, ConsentScope } from "@madoguchi/contract";
import { FieldError } from "@madoguchi/ui";

export type ConsentWords = {
  readonly questions: Readonly<Record<ConsentScope, { legend: string; what: string }>>;
  readonly labels: Readonly<Record<ConsentChoice, string>>;
  readonly missing: (scope: ConsentScope) => string;
};

type ConsentFieldsProps = {
  words: ConsentWords;
  /** What holds already, and stays chosen. */
  given: readonly ConsentScope[];
  missing: readonly ConsentScope[];
};

const choices = ["given", "declined"] as const satisfies readonly ConsentChoice[];

/** Either choice looks the same and neither is made beforehand. */
export function ConsentFields({ words, given, missing }: ConsentFieldsProps) {
  return consentScopes.map((scope) => (
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
        {choices.map((choice) => (
          <label key={choice} className="rc-consent-choice">
            <input
              type="radio"
              id={`${scope}-${choice}`}
              name={scope}
              value={choice}
              defaultChecked={choice === "given" && given.includes(scope)}
            />
            <span>{words.labels[choice]}</span>
          </label>
        ))}
      </div>
      <FieldError name={scope}>
        {missing.includes(scope) ? words.missing(scope) : undefined}
      </FieldError>
    </fieldset>
  ));
}

/** What was chosen in a form of these fields, and what was left open. */
export function readChoices(form: HTMLFormElement): {
  readonly chosen: ConsentChoices;
  readonly missing: readonly ConsentScope[];
} {
  const data = new FormData(form);
  const chosen: Partial<Record<ConsentScope, ConsentChoice>> = {};
  for (const scope of consentScopes) {
    const choice = choices.find((each) => each === data.get(scope));
    if (choice) chosen[scope] = choice;
  }

  return { chosen, missing: consentScopes.filter((scope) => chosen[scope] === undefined) };
}
