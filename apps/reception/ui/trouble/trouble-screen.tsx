import { asksForDeclaration } from "@madoguchi/contract";
import type { DeclarationFacts } from "@madoguchi/contract";
import { Button, ButtonRow, Icon } from "@madoguchi/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { Temporal } from "temporal-polyfill";
import { DeclarationButton, useDeclaration } from "../declaration/declaration-button.tsx";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { Charge, Help, NextSteps, PatientWords } from "./guidance.tsx";
import type { Trouble, TroubleAction } from "./reason.ts";
import { actionLabels } from "./trouble.ts";

type TroubleScreenProps = {
  trouble: Trouble;
  /** For the paper; null where this device belongs to none yet. */
  facilityName?: string | null;
  onAct: (action: TroubleAction) => void;
  /** What else must be known, or can be done. */
  children?: ReactNode;
};

/** Cause on top, what to say, what to do, one primary button. */
export function TroubleScreen(props: TroubleScreenProps) {
  const { trouble, facilityName = null, onAct, children } = props;
  const declaration = useDeclaration();
  const [declared, setDeclared] = useState<DeclarationFacts | null>(null);
  const { title, cause, patientWords, steps, charge, help, action, otherAction, reference } =
    trouble;
  if (declared !== null && declaration !== null)
    return <declaration.DeclarationScreen facts={declared} onBack={() => setDeclared(null)} />;

  const declare = () =>
    setDeclared(declaration?.declaredWithoutAnswer(facilityName, Temporal.Now.instant()) ?? null);
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
      {declaration !== null && asksForDeclaration(steps) && <DeclarationButton onOpen={declare} />}
      {help !== undefined && <Help href={help} />}
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
