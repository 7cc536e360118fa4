import { Icon, Notice } from "@madoguchi/ui";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { chosenReader } from "../state/screen.ts";
import type { Desk } from "../state/screen.ts";
import { linkTroubles } from "../trouble/link-troubles.ts";
import type { TroubleAction, TroubleReason } from "../trouble/reason.ts";
import { TroubleScreen } from "../trouble/trouble-screen.tsx";
import { troubleOf } from "../trouble/trouble.ts";
import { CardPicture } from "./card-picture.tsx";

type WaitingScreenProps = {
  desk: Desk;
  notice: TroubleReason | null;
  onChooseReader: (name: string) => void;
  onAct: (action: TroubleAction) => void;
};

/** A large picture and one sentence; or why no card could be read even if one came. */
export function WaitingScreen({ desk, notice, onChooseReader, onAct }: WaitingScreenProps) {
  const reader = chosenReader(desk);
  if (desk.link !== "connecting" && reader === undefined) {
    const code = desk.link === "ready" ? "no-reader" : desk.link;
    return <TroubleScreen trouble={linkTroubles[code]} onAct={onAct} />;
  }
  return (
    <main className="rc-main rc-waiting">
      {notice !== null && <WhyNot reason={notice} />}
      <CardPicture />
      <ScreenHeading title="カードを待っています">
        マイナンバーカードを
        <wbr />
        置いてください
      </ScreenHeading>
      <p className="rc-lead">患者さんご自身に、カードをリーダーの上へ置いていただきます。</p>
      {reader === undefined ? (
        <p className="rc-reader">カードリーダーを探しています</p>
      ) : (
        <ReaderChoice desk={desk} chosen={reader.name} onChoose={onChooseReader} />
      )}
    </main>
  );
}

function WhyNot({ reason }: { reason: TroubleReason }) {
  const { title, cause, patientWords } = troubleOf(reason);
  return (
    <Notice tone="warning" title={title}>
      <p>{cause}</p>
      <p>
        患者さんへの言い方：<q>{patientWords}</q>
      </p>
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
