import { DECLARATION, declarationPaper } from "@madoguchi/contract";
import type { DeclarationFacts } from "@madoguchi/contract";
import { Button, ButtonRow, Icon, PaperForm } from "@madoguchi/ui";
import type { ReactNode } from "react";
import { ScreenHeading } from "../shell/screen-heading.tsx";

type DeclarationScreenProps = {
  facts: DeclarationFacts;
  onBack: () => void;
  /** What counts down on the screen that it stands in for. */
  children?: ReactNode;
};

/** The paper as it will be printed. It is written on by hand, so there is nothing to type or to keep. */
export function DeclarationScreen({ facts, onBack, children }: DeclarationScreenProps) {
  return (
    <main className="rc-main rc-declaration">
      <ScreenHeading title={DECLARATION}>{DECLARATION}</ScreenHeading>
      <p className="rc-lead">
        分かっているところを書き入れました。印刷して、空欄と署名の記入を患者さんにお願いしてください。
      </p>
      <PaperForm paper={declarationPaper(facts)} />
      <ButtonRow sticky>
        <Button type="button" size="large" onClick={() => window.print()}>
          <Icon name="print" />
          印刷する
        </Button>
        <Button type="button" size="large" variant="secondary" onClick={onBack}>
          元の画面に戻る
        </Button>
        {children}
      </ButtonRow>
    </main>
  );
}
