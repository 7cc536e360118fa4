import { useState, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { BeforeScreen } from "./before-screen.tsx";
import { type ExaminationParts, openExamination } from "./examination.ts";
import { type Tray, TrayPanel } from "../waiting/tray.tsx";
import { ResultScreen } from "./result-screen.tsx";
import { RunningScreen } from "./running-screen.tsx";
import { TakeTestCardScreen } from "./take-test-card-screen.tsx";
import { sentence } from "./words.ts";

type SelfTestScreenProps = {
  parts: ExaminationParts;
  /** Where 「戻る」 leads to: 「受付に戻る」. */
  backWord: string;
  /** The hand of the demo. */
  tray: Tray | null;
  isIphone: boolean;
  /** What a reader may need before it can be tested. */
  children?: ReactNode;
};

/** 「この機器は使えますか」. Nobody else holds the card while it is shown. */
export function SelfTestScreen({ parts, backWord, tray, isIphone, children }: SelfTestScreenProps) {
  const [examination] = useState(() => openExamination(parts));
  const state = useSyncExternalStore(examination.subscribe, examination.state);
  const leave = () => void examination.leave();
  const screen = () => {
    switch (state.kind) {
      case "before":
        return (
          <BeforeScreen backWord={backWord} onStart={examination.start} onLeave={leave}>
            {children}
          </BeforeScreen>
        );
      case "running":
        return <RunningScreen progress={state.progress} isIphone={isIphone} onLeave={leave} />;
      case "done":
        return (
          <ResultScreen
            report={state.report}
            backWord={backWord}
            onAgain={examination.start}
            onLeave={leave}
          />
        );
      case "take-card":
        return <TakeTestCardScreen backWord={backWord} onLeave={examination.leaveNow} />;
    }
  };
  return (
    <>
      {/* It stays mounted: a region that appears is not heard. */}
      <p className="mg-visually-hidden" role="status">
        {sentence(state)}
      </p>
      {screen()}
      {tray !== null && <TrayPanel tray={tray} unfolded={state.kind === "running"} />}
    </>
  );
}
