import { otherWays } from "@madoguchi/contract";
import { Button, ButtonRow, Icon } from "@madoguchi/ui";
import type { CardPlace } from "../../phone/card-place.ts";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { NextSteps, PatientWords } from "../trouble/guidance.tsx";

type LastTryScreenProps = {
  wrong: boolean;
  place: CardPlace;
  onConfirm: () => void;
  onVisual: () => void;
  onGiveUp: () => void;
};

/** One wrong PIN from here locks the card, so the safe way is the primary one. */
export function LastTryScreen(props: LastTryScreenProps) {
  const { wrong, place, onConfirm, onVisual, onGiveUp } = props;
  return (
    <main className="rc-main rc-trouble">
      <div className="rc-trouble-head">
        <Icon name="warning" size="large" />
        <div>
          <ScreenHeading title="暗証番号はあと1回です">
            {wrong ? "暗証番号が違います。あと1回です" : "暗証番号の入力は、あと1回です"}
          </ScreenHeading>
          {place === "phone" && !wrong && <p>いま入力された番号は、まだ使っていません。</p>}
          <p>
            次に間違えると、カードは市区町村の窓口で解除するまで使えません。入力するときは、先に患者さんの了承を得てください。
          </p>
        </div>
      </div>
      <div className="rc-guidance">
        <PatientWords>
          暗証番号を入力できるのは、あと1回です。ご心配でしたら、暗証番号を使わない方法で確認できます。
        </PatientWords>
        <NextSteps steps={["カードの顔写真で確認できます。暗証番号は使いません。", ...otherWays]} />
      </div>
      <ButtonRow sticky>
        <Button type="button" size="large" onClick={onVisual}>
          顔写真で確認する
        </Button>
        <Button type="button" size="large" variant="secondary" onClick={onConfirm}>
          最後の1回を入力する
        </Button>
        <Button type="button" variant="quiet" onClick={onGiveUp}>
          入力せずに終える
        </Button>
      </ButtonRow>
    </main>
  );
}
