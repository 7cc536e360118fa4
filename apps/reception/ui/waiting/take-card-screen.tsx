import { ScreenHeading } from "../shell/screen-heading.tsx";
import { CardPicture } from "./card-picture.tsx";

/** The last patient's card must leave before the next one is asked for. */
export function TakeCardScreen() {
  return (
    <main className="rc-main rc-waiting">
      <CardPicture leaving />
      <ScreenHeading title="カードの返却を待っています">
        カードを
        <wbr />
        お取りください
      </ScreenHeading>
      <p className="rc-lead">
        前の患者さんのカードが、リーダーに残っています。ご本人に取っていただくと、次の受付が始まります。
      </p>
    </main>
  );
}
