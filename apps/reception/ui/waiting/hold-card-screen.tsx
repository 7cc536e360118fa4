import { Button, ButtonRow } from "@madoguchi/ui";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { PhonePicture } from "./phone-picture.tsx";

type HoldCardScreenProps = { isIphone: boolean; onGiveUp: () => void };

/** The phone looks for a card. On an iPhone a sheet of the system's own covers the lower half, so what matters comes first. */
export function HoldCardScreen({ isIphone, onGiveUp }: HoldCardScreenProps) {
  return (
    <main className="rc-main rc-waiting rc-hold">
      <ScreenHeading title="カードを当ててください">
        カードを
        <wbr />
        スマートフォンの
        <wbr />
        背面に当ててください
      </ScreenHeading>
      <p className="rc-lead">
        {isIphone
          ? "iPhoneの上の端を、カードの中央に重ねます。"
          : "背面の中央を、カードの中央に重ねます。見つからないときは、少しずつずらします。"}
        結果が出るまで、動かさずにお待ちください。
      </p>
      <PhonePicture isIphone={isIphone} />
      <ButtonRow>
        <Button type="button" size="large" variant="secondary" onClick={onGiveUp}>
          取りやめる
        </Button>
      </ButtonRow>
    </main>
  );
}
