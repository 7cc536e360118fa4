import { Icon } from "@madoguchi/ui";
import { ScreenHeading } from "../shell/screen-heading.tsx";

/** The last patient's card must leave before the next one is asked for. */
export function TakeCardScreen() {
  return (
    <main className="rc-main rc-waiting">
      <div className="rc-take">
        <Icon name="card" />
      </div>
      <ScreenHeading title="カードの返却を待っています">カードをお返しください</ScreenHeading>
      <p className="rc-lead">
        前の患者さんのカードがリーダーに残っています。取ると、次の受付が始まります。
      </p>
    </main>
  );
}
