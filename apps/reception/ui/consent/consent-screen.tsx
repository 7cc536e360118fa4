import { consentScopes } from "@madoguchi/contract";
import type { ConsentChoice, ConsentChoices, Consents, ConsentScope } from "@madoguchi/contract";
import { Button, ButtonRow, ErrorSummary, FieldError, Icon } from "@madoguchi/ui";
import { useState } from "react";
import type { FormEvent } from "react";
import { Countdown, useCountdown } from "../result/countdown.tsx";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { useErrorFocus } from "../shell/use-error-focus.ts";

type ConsentScreenProps = {
  /** What holds already, and stays chosen. */
  consents: Consents;
  facilityName: string;
  onChosen: (choices: ConsentChoices) => void;
  /** Nobody chose: the answer is shown without. */
  onLeave: () => void;
};

const questions = {
  limitCertificate: {
    legend: "限度額の情報",
    what: "1か月の支払いの上限を決める区分です。窓口での支払いが上限までになることがあります。",
  },
  specificDiseases: {
    legend: "特定疾病の情報",
    what: "人工透析など、長く続く治療の支払いの上限です。",
  },
} as const satisfies Record<ConsentScope, { legend: string; what: string }>;

const choices = [
  { value: "given", label: "提供する" },
  { value: "declined", label: "提供しない" },
] as const satisfies readonly { value: ConsentChoice; label: string }[];

/**
 * The patient's turn, so nothing of the answer is shown here. Either choice looks the same and neither is made
 * beforehand; everybody is asked, whatever is registered for them.
 */
export function ConsentScreen({ consents, facilityName, onChosen, onLeave }: ConsentScreenProps) {
  const { secondsLeft, extend } = useCountdown(onLeave);
  const [missing, setMissing] = useState<readonly ConsentScope[]>([]);
  const [tries, setTries] = useState(0);
  useErrorFocus(tries);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const chosen: Partial<Record<ConsentScope, ConsentChoice>> = {};
    for (const scope of consentScopes) {
      const choice = choices.find(({ value }) => value === data.get(scope));
      if (choice) chosen[scope] = choice.value;
    }
    const open = consentScopes.filter((scope) => chosen[scope] === undefined);
    setTries(tries + 1);
    setMissing(open);
    if (open.length === 0) onChosen(chosen);
  };

  return (
    <main className="rc-main rc-consent">
      <ScreenHeading title={`${missing.length > 0 ? "エラー：" : ""}提供する情報の選択`}>
        {facilityName}に、
        <wbr />
        次の情報を
        <wbr />
        提供しますか
      </ScreenHeading>
      <ErrorSummary
        errors={missing.map((scope) => ({
          name: `${scope}-given`,
          message: messageFor(scope),
        }))}
      />
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
            <legend>{questions[scope].legend}</legend>
            <p id={`${scope}-what`}>{questions[scope].what}</p>
            <div className="rc-equal">
              {choices.map(({ value, label }) => (
                <label key={value} className="rc-consent-choice">
                  <input
                    type="radio"
                    id={`${scope}-${value}`}
                    name={scope}
                    value={value}
                    defaultChecked={consents[scope].state === "given" && value === "given"}
                  />
                  <span>{label}</span>
                </label>
              ))}
            </div>
            <FieldError name={scope}>
              {missing.includes(scope) ? messageFor(scope) : undefined}
            </FieldError>
          </fieldset>
        ))}
        <p className="rc-consent-note">
          <Icon name="info" />
          提供しなくても、診察は受けられます。選んだことは、この窓口であとから変えられます。
        </p>
        <ButtonRow sticky>
          <Button size="large">この内容で決める</Button>
          <div className="rc-clearing">
            <Countdown secondsLeft={secondsLeft} />
            <Button type="button" variant="quiet" onClick={extend}>
              時間を延ばす
            </Button>
            <Button type="button" variant="quiet" onClick={onLeave}>
              答えずに進む
            </Button>
          </div>
        </ButtonRow>
      </form>
    </main>
  );
}

function messageFor(scope: ConsentScope): string {
  return `${questions[scope].legend}を提供するかどうかを選んでください。`;
}
