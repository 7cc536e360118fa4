import { ScreenHeading } from "../shell/screen-heading.tsx";

/** A moment, in which nothing can be pressed twice. */
export function SendingScreen() {
  return (
    <main className="rc-main rc-reading" aria-busy="true">
      <ScreenHeading title="選んだ内容を届けています">選んだ内容を届けています</ScreenHeading>
      <p className="rc-lead">このままお待ちください。カードは使いません。</p>
    </main>
  );
}
