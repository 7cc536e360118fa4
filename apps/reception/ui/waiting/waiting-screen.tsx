import { Icon, Notice } from "@madoguchi/ui";
import { Suspense } from "react";
import type { BluetoothReaders } from "../readers/bluetooth-readers.ts";
import { fetched } from "../shell/fetched.tsx";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { cardPlace, chosenReader } from "../state/screen.ts";
import type { Desk } from "../state/screen.ts";
import type { Trouble, TroubleAction, TroubleReason } from "../trouble/reason.ts";
import { TroubleScreen } from "../trouble/trouble-screen.tsx";
import { troubleOf } from "../trouble/trouble.ts";
import { CardPicture } from "./card-picture.tsx";
import { StartScreen } from "./start-screen.tsx";

// Most counters have no Bluetooth reader.
const BluetoothPanel = fetched(
  async () => (await import("../readers/bluetooth-panel.tsx")).BluetoothPanel,
);
const ConnectScreen = fetched(
  async () => (await import("../readers/connect-screen.tsx")).ConnectScreen,
);

type WaitingScreenProps = {
  desk: Desk;
  notice: TroubleReason | null;
  /** `null` where there is no Bluetooth. */
  bluetooth: BluetoothReaders | null;
  onChooseReader: (name: string) => void;
  onAct: (action: TroubleAction) => void;
};

/** A large picture and one sentence; or why no card could be read even if one came. */
export function WaitingScreen(props: WaitingScreenProps) {
  const { desk, notice, bluetooth, onChooseReader, onAct } = props;
  const reader = chosenReader(desk);
  const place = cardPlace(desk);
  const whyNot = notice !== null && (
    <WhyNot trouble={troubleOf(notice, place)} again={reader !== undefined} />
  );
  const panel = bluetooth !== null && (
    <Suspense>
      <BluetoothPanel readers={bluetooth} folded={reader !== undefined} />
    </Suspense>
  );
  if (desk.link !== "connecting" && reader === undefined) {
    // A tablet mostly has no NFC: then its app's Bluetooth is all there is.
    const lacksNfc = place === "phone" && desk.link === "no-reader";
    if (bluetooth !== null && (bluetooth.onlyWay || lacksNfc)) {
      return <ConnectScreen readers={bluetooth}>{whyNot}</ConnectScreen>;
    }
    const code = desk.link === "ready" ? "no-reader" : desk.link;
    return (
      <TroubleScreen trouble={troubleOf({ kind: "link", code }, place)} onAct={onAct}>
        {whyNot}
        {panel}
      </TroubleScreen>
    );
  }
  const choice = reader !== undefined && (
    <ReaderChoice desk={desk} chosen={reader.name} onChoose={onChooseReader} />
  );
  if (place === "phone" && reader !== undefined) {
    return (
      <StartScreen notice={whyNot} onAct={onAct}>
        {desk.readers.length > 1 && choice}
        {panel}
      </StartScreen>
    );
  }
  return (
    <main className="rc-main rc-waiting">
      {whyNot}
      <CardPicture />
      <ScreenHeading title="カードを待っています">
        マイナンバーカードを
        <wbr />
        置いてください
      </ScreenHeading>
      <p className="rc-lead">患者さんご自身に、カードをリーダーの上へ置いていただきます。</p>
      {choice || <p className="rc-reader">カードリーダーを探しています</p>}
      {panel}
    </main>
  );
}

/** `again`: the card can be laid down again, so there are words for that. */
function WhyNot({ trouble, again }: { trouble: Trouble; again: boolean }) {
  const { title, cause, patientWords } = trouble;
  return (
    <Notice tone="warning" title={title}>
      <p>{cause}</p>
      {again && (
        <p>
          患者さんへの言い方：<q>{patientWords}</q>
        </p>
      )}
    </Notice>
  );
}

type ReaderChoiceProps = { desk: Desk; chosen: string; onChoose: (name: string) => void };

function ReaderChoice({ desk: { readers }, chosen, onChoose }: ReaderChoiceProps) {
  if (readers.length === 1) {
    return (
      <p className="rc-reader">
        <Icon name="success" />
        {chosen}につながっています
      </p>
    );
  }
  return (
    <p className="rc-reader">
      <label htmlFor="reader">使うカードリーダー</label>
      <select
        id="reader"
        className="mg-input"
        value={chosen}
        onChange={(event) => onChoose(event.target.value)}
      >
        {readers.map(({ id, name }) => (
          <option key={id} value={name}>
            {name}
          </option>
        ))}
      </select>
    </p>
  );
}
