import { Button, ButtonRow, Icon } from "@madoguchi/ui";
import type { ReactNode } from "react";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { Charge, NextSteps, PatientWords } from "./guidance.tsx";
import type { Trouble, TroubleAction } from "./reason.ts";
import { actionLabels } from "./trouble.ts";

type TroubleScreenProps = {
  trouble: Trouble;
  onAct: (action: TroubleAction) => void;
  /** What else must be known, or can be done. */
  children?: ReactNode;
};

/** Cause on top, what to say, what to do, one primary button. */
export function TroubleScreen({ trouble, onAct, children }: TroubleScreenProps) {
  const { title, cause, patientWords, steps, charge, action, otherAction, reference } = trouble;
  return (
    <main className="rc-main rc-trouble">
      <div className="rc-trouble-head">
        <Icon name="warning" size="large" />
        <div>
          <ScreenHeading title={title}>{title}</ScreenHeading>
          <p>{cause}</p>
        </div>
      </div>
      <div className="rc-guidance">
        <PatientWords>{patientWords}</PatientWords>
        <NextSteps steps={steps} />
      </div>
      {charge !== undefined && <Charge>{charge}</Charge>}
      {children}
      {reference !== undefined && (
        <p className="rc-reference">お問い合わせのときは「{reference}」とお伝えください。</p>
      )}
      <ButtonRow sticky>
        <Button type="button" size="large" onClick={() => onAct(action)}>
          {actionLabels[action]}
        </Button>
        {otherAction !== undefined && (
          <Button type="button" size="large" variant="secondary" onClick={() => onAct(otherAction)}>
            {actionLabels[otherAction]}
          </Button>
        )}
      </ButtonRow>
    </main>
  );
}
