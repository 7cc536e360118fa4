import type { ReaderPort } from "@madoguchi/card";
import type { Terminal } from "@madoguchi/contract";
import { askCenterAt, type StorageFinding, type VerdictKind } from "../../self-test/index.ts";
import { canKeep } from "../check/registration.ts";
import { BluetoothPanel } from "../readers/bluetooth-panel.tsx";
import type { BluetoothReaders } from "../readers/bluetooth-readers.ts";
import { Header } from "../shell/header.tsx";
import type { Tray } from "../waiting/tray.tsx";
import { describeBrowser } from "./browser-words.ts";
import { SelfTestScreen } from "./self-test-screen.tsx";

type SelfTestPageProps = {
  port: ReaderPort | null;
  /** Null before this device is registered. */
  terminal: Terminal | null;
  demo: boolean;
  tray: Tray | null;
  bluetooth: BluetoothReaders | null;
  isIphone: boolean;
  /** What the test found, and when (ISO 8601). */
  onJudged: (verdict: VerdictKind, at: string) => void;
  onLeft: () => void;
};

/** The self-test in the place of the counter, whose desk is closed meanwhile. */
export function SelfTestPage(props: SelfTestPageProps) {
  const { port, terminal, demo, tray, bluetooth, isIphone, onJudged, onLeft } = props;
  const surroundings = {
    program: "受付の画面",
    system: describeBrowser(navigator.userAgent),
  };
  const askCenter = () => askCenterAt("config.json");
  return (
    <div className="rc-page">
      <Header terminal={terminal} demo={demo} />
      <SelfTestScreen
        parts={{ port, surroundings, tryStorage, askCenter, onJudged, onLeft }}
        backWord={terminal === null ? "登録に戻る" : "受付に戻る"}
        tray={tray}
        isIphone={isIphone}
      >
        {bluetooth !== null && <BluetoothPanel readers={bluetooth} folded={false} />}
      </SelfTestScreen>
    </div>
  );
}

async function tryStorage(): Promise<StorageFinding> {
  const step = "storage";
  return (await canKeep()) ? { step, kind: "keeps" } : { step, kind: "loses", place: "browser" };
}
