import { Button, ButtonRow } from "@madoguchi/ui";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { CardPicture } from "../waiting/card-picture.tsx";

type TakeTestCardScreenProps = { backWord: string; onLeave: () => void };

/** The counter would take the tested card for a patient's. */
export function TakeTestCardScreen({ backWord, onLeave }: TakeTestCardScreenProps) {
  return (
    <main className="rc-main rc-waiting">
      <CardPicture leaving />
      <ScreenHeading title="カードをお取りください">カードをお取りください</ScreenHeading>
      <p className="rc-lead">調べるのに使ったカードが、残っています。取ると、自動で戻ります。</p>
      <ButtonRow>
        <Button type="button" variant="secondary" onClick={onLeave}>
          カードを置いたまま{backWord}
        </Button>
      </ButtonRow>
    </main>
  );
}
