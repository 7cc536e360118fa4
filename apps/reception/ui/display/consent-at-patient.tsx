import { consentScopes } from "@madoguchi/contract";
import type { ConsentChoices, Consents } from "@madoguchi/contract";
import { Button, ButtonRow } from "@madoguchi/ui";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { useShown } from "./use-shown.ts";
import type { Showing } from "./use-shown.ts";

type ConsentAtPatientProps = Showing & {
  turn: number;
  facilityName: string;
  consents: Consents;
  onChosen: (choices: ConsentChoices) => void;
  onLeave: () => void;
  onTakeBack: () => void;
};

/** Only the patient answers, so here is nothing to choose. Neither window shows anything of the answer: nothing runs out. */
export function ConsentAtPatient(props: ConsentAtPatientProps) {
  const { turn, facilityName, consents, onChosen, onLeave, onTakeBack } = props;
  const given = consentScopes.filter((scope) => consents[scope].state === "given");
  useShown(props, { kind: "consent", turn, facilityName, given }, (message) => {
    if (message.type !== "consents" || message.turn !== turn) return;
    if (consentScopes.every((scope) => message.choices[scope] !== undefined)) {
      onChosen(message.choices);
    }
  });
  return (
    <main className="rc-main rc-reading rc-display-consent">
      <ScreenHeading title="患者さんの回答待ち">
        患者さんに
        <wbr />
        お尋ねしています
      </ScreenHeading>
      <p className="rc-lead">
        限度額と特定疾病の情報を提供するか、患者さん用の画面で選んでいます。
      </p>
      <ButtonRow>
        <Button type="button" size="large" onClick={onTakeBack}>
          この画面で選んでいただく
        </Button>
        <Button type="button" variant="quiet" onClick={onLeave}>
          答えずに進む
        </Button>
      </ButtonRow>
    </main>
  );
}
