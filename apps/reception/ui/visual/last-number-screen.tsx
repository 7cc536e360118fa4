import { otherWays } from "@madoguchi/contract";
import { Button, ButtonRow, Icon } from "@madoguchi/ui";
import type { CardPlace } from "../../phone/card-place.ts";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { NextSteps, PatientWords } from "../trouble/guidance.tsx";

type LastNumberScreenProps = {
  wrong: boolean;
  place: CardPlace;
  onConfirm: () => void;
  onGiveUp: () => void;
};

/** One wrong number from here closes the printed facts in the chip, so the safe way is the primary one. */
export function LastNumberScreen(props: LastNumberScreenProps) {
  const { wrong, place, onConfirm, onGiveUp } = props;
  return (
    <main className="rc-main rc-trouble">
      <div className="rc-trouble-head">
        <Icon name="warning" size="large" />
        <div>
          <ScreenHeading title="番号の入力はあと1回です">
            {wrong ? "番号が違います。あと1回です" : "番号の入力は、あと1回です"}
          </ScreenHeading>
          {place === "phone" && !wrong && <p>いま入力された番号は、まだ使っていません。</p>}
          <p>
            次に間違えると、市区町村の窓口で解除するまで、カードから顔写真を読み取れません。暗証番号での確認は、今までどおりできます。
          </p>
        </div>
      </div>
      <div className="rc-guidance">
        <PatientWords>
          カードの番号を入力できるのは、あと1回です。ほかの方法で確認することもできます。
        </PatientWords>
        <NextSteps
          steps={["カードの番号を、患者さんと一緒に読み合わせてください。", ...otherWays]}
        />
      </div>
      <ButtonRow sticky>
        <Button type="button" size="large" onClick={onGiveUp}>
          入力せずに終える
        </Button>
        <Button type="button" size="large" variant="secondary" onClick={onConfirm}>
          最後の1回を入力する
        </Button>
      </ButtonRow>
    </main>
  );
}
