import { ScreenHeading } from "../shell/screen-heading.tsx";

/** Until the program of 目視 is there; no card is. */
export function PreparingScreen() {
  return (
    <main className="rc-main rc-reading" aria-busy="true">
      <ScreenHeading title="準備しています">準備しています</ScreenHeading>
      <p className="rc-lead">入力の画面を開いています。カードは、まだ使いません。</p>
    </main>
  );
}
