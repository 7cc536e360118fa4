import { consentScopes } from "@madoguchi/contract";
import type { ConsentChoices, Consents, ConsentScope } from "@madoguchi/contract";
import { Button, ButtonRow, ErrorSummary, Icon } from "@madoguchi/ui";
import { useState } from "react";
import type { FormEvent } from "react";
import { Countdown, useCountdown } from "../result/countdown.tsx";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { useErrorFocus } from "../shell/use-error-focus.ts";
import { ConsentFields, readChoices } from "./consent-fields.tsx";
import type { ConsentWords } from "./consent-fields.tsx";

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

const words: ConsentWords = {
  questions,
  labels: { given: "提供する", declined: "提供しない" },
  missing: messageFor,
};

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
    const { chosen, missing: open } = readChoices(event.currentTarget);
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
        <ConsentFields
          words={words}
          given={consentScopes.filter((scope) => consents[scope].state === "given")}
          missing={missing}
        />
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
