import { Button, Icon } from "@madoguchi/ui";
import type { ReactNode } from "react";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import type { TroubleAction } from "../trouble/reason.ts";
import { actionLabels } from "../trouble/trouble.ts";

type StartScreenProps = {
  /** What became of the card before. */
  notice: ReactNode;
  onAct: (action: TroubleAction) => void;
  /** Other readers. */
  children: ReactNode;
};

/** A phone notices no card by itself: somebody says that a patient is there, and how the patient is checked. */
export function StartScreen({ notice, onAct, children }: StartScreenProps) {
  return (
    <main className="rc-main rc-waiting">
      {notice}
      <ScreenHeading title="受付を始められます">
        マイナンバーカードの
        <wbr />
        受付を始めます
      </ScreenHeading>
      <p className="rc-lead">
        先に、暗証番号を入力していただきます。カードは、そのあとスマートフォンの背面に当てます。
      </p>
      <div className="rc-start">
        <Button type="button" size="large" onClick={() => onAct("check-by-pin")}>
          <Icon name="card" />
          {actionLabels["check-by-pin"]}
        </Button>
        <Button
          type="button"
          size="large"
          variant="secondary"
          onClick={() => onAct("check-visually")}
        >
          <Icon name="person" />
          {actionLabels["check-visually"]}
        </Button>
      </div>
      {children}
    </main>
  );
}
