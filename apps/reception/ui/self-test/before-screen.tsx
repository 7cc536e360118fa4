import { Button, ButtonRow } from "@madoguchi/ui";
import type { ReactNode } from "react";
import { ScreenHeading } from "../shell/screen-heading.tsx";

type BeforeScreenProps = {
  backWord: string;
  onStart: () => void;
  onLeave: () => void;
  children?: ReactNode;
};

/** What will happen, and what is needed for it. */
export function BeforeScreen({ backWord, onStart, onLeave, children }: BeforeScreenProps) {
  return (
    <main className="rc-main rc-test">
      <ScreenHeading title="この機器は使えますか">この機器は使えますか</ScreenHeading>
      <p className="rc-lead">
        カードリーダーやスマートフォンが、この受付で使えるかを調べます。1分ほどかかります。
      </p>
      <ul className="rc-test-needs">
        <li>マイナンバーカードを1枚ご用意ください。どなたのものでも構いません。</li>
        <li>暗証番号は使いません。氏名や電子証明書の内容は、結果に残りません。</li>
        <li>途中で、カードを一度取り、置き直していただきます。</li>
      </ul>
      {children}
      <ButtonRow sticky>
        <Button type="button" size="large" onClick={onStart}>
          調べ始める
        </Button>
        <Button type="button" size="large" variant="secondary" onClick={onLeave}>
          {backWord}
        </Button>
      </ButtonRow>
    </main>
  );
}
