import type { Answer, RecentCheck, Terminal } from "@madoguchi/contract";
import { Button, ButtonRow, EmptyState, Notice } from "@madoguchi/ui";
import { useCallback, useEffect, useState } from "react";
import { SettledPanel } from "../offline/settled-panel.tsx";
import { ResultScreen } from "../result/result-screen.tsx";
import { useCounterPlace } from "../settings/counter-place.ts";
import { Header } from "../shell/header.tsx";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { useIdle } from "../shell/use-idle.ts";
import { TodayList } from "./today-list.tsx";
import { forgetAll, keptAnswers } from "./vault.ts";
import { keepWords, TODAY } from "./words.ts";

type TodayPageProps = {
  terminal: Terminal;
  isOneOfSeveral: boolean;
  demo: boolean;
  onRecheck: (check: RecentCheck) => void;
  onSettings: () => void;
  onLeft: () => void;
};

const IDLE_SECONDS = 120;

/** Who was checked, in the place of the counter. It leaves when nobody touches it. */
export function TodayPage(props: TodayPageProps) {
  const { terminal, isOneOfSeveral, demo, onRecheck, onSettings, onLeft } = props;
  const { keepList } = useCounterPlace().settings;
  const [answers, setAnswers] = useState<readonly Answer[] | null>(null);
  const [shown, setShown] = useState<Answer | null>(null);
  const [isWiping, setWiping] = useState(false);
  const { terminalId } = terminal;
  useEffect(() => {
    void keptAnswers(terminalId).then(setAnswers);
  }, [terminalId]);
  const leave = useCallback(() => onLeft(), [onLeft]);
  useIdle(IDLE_SECONDS, leave);
  const backToList = useCallback(() => setShown(null), []);
  const wipe = () =>
    void forgetAll(terminalId).then(() => {
      setAnswers([]);
      setWiping(false);
    });

  return (
    <div className="rc-page">
      <Header terminal={terminal} demo={demo} isOneOfSeveral={isOneOfSeveral} />
      {shown === null ? (
        <main className="rc-main rc-recheck">
          <ScreenHeading title={TODAY}>{TODAY}</ScreenHeading>
          {answers !== null && answers.length > 0 && (
            <TodayList answers={answers} onShown={setShown} onRecheck={onRecheck} />
          )}
          <SettledPanel terminalId={terminalId} onShown={setShown} />
          {answers?.length === 0 && <Nothing isKept={keepList !== "none"} />}
          {isWiping ? (
            <Wiping onWipe={wipe} onBack={() => setWiping(false)} />
          ) : (
            <>
              <p>控えの残し方：{keepWords[keepList]}。控えはこの端末の中だけに、暗号で残ります。</p>
              <ButtonRow>
                <Button type="button" size="large" onClick={onLeft}>
                  受付に戻る
                </Button>
                <Button type="button" size="large" variant="secondary" onClick={onSettings}>
                  残し方を変える
                </Button>
                {answers !== null && answers.length > 0 && (
                  <Button
                    type="button"
                    size="large"
                    variant="danger"
                    onClick={() => setWiping(true)}
                  >
                    一覧をすべて消す
                  </Button>
                )}
              </ButtonRow>
            </>
          )}
        </main>
      ) : (
        <ResultScreen
          answer={shown}
          facilityName={terminal.facilityName}
          isCopy
          onNext={backToList}
        />
      )}
    </div>
  );
}

function Nothing({ isKept }: { isKept: boolean }) {
  return isKept ? (
    <EmptyState title="まだ控えがありません">
      <p>カードを確認すると、結果がここに並びます。</p>
    </EmptyState>
  ) : (
    <EmptyState title="この施設は、控えを残さない設定です">
      <p>残すと、確認した方をここで探し、結果の印刷や再照会ができます。</p>
      <p>残す日数は「残し方を変える」で選びます。</p>
    </EmptyState>
  );
}

/** It cannot be taken back, so it is asked once more. */
function Wiping({ onWipe, onBack }: { onWipe: () => void; onBack: () => void }) {
  return (
    <Notice tone="warning" title="一覧をすべて消しますか" live>
      <p>消した控えは元に戻せません。センターの記録は残ります。</p>
      <ButtonRow>
        <Button type="button" variant="danger" onClick={onWipe}>
          すべて消す
        </Button>
        <Button type="button" variant="secondary" onClick={onBack}>
          消さない
        </Button>
      </ButtonRow>
    </Notice>
  );
}
