import { outcomeWords } from "@madoguchi/contract";
import type { Answer } from "@madoguchi/contract";
import { Button, ButtonRow, Icon, VisuallyHidden } from "@madoguchi/ui";
import { useEffect, useState } from "react";
import { checkedAtWord } from "../result/words.ts";
import { useOffline } from "./context.ts";
import { openQueue } from "./queue.ts";
import type { SettledCheck, WaitingCheck } from "./queue.ts";

type SettledPanelProps = { terminalId: string; onShown: (answer: Answer) => void };

type Kept = {
  readonly waiting: readonly WaitingCheck[];
  readonly settled: readonly SettledCheck[];
};

/** What was checked without the center: what still waits, and what the center said afterwards. */
export function SettledPanel({ terminalId, onShown }: SettledPanelProps) {
  const offline = useOffline();
  const [kept, setKept] = useState<Kept>({ waiting: [], settled: [] });
  useEffect(() => {
    const read = () => void readQueue(terminalId).then(setKept);
    read();
    return offline?.courierOf(terminalId)?.subscribe(read);
  }, [offline, terminalId]);
  const seen = async (entryId: string) => {
    await openQueue(terminalId).drop(entryId);
    offline?.wake(terminalId);
    setKept(await readQueue(terminalId));
  };
  const { waiting, settled } = kept;
  if (waiting.length + settled.length === 0) return null;
  return (
    <section className="rc-offline-list" aria-labelledby="offline-list">
      <h2 id="offline-list">オフラインの確認</h2>
      <ul>
        {settled.map((check) => (
          <Settled key={check.entryId} check={check} onShown={onShown} onSeen={seen} />
        ))}
        {waiting.map(({ entry, checkedAt, kana }) => (
          <li key={entry.entryId}>
            <p>
              <Icon name="clock" />
              <strong>送信待ち</strong>
              <span>
                {kana === null ? "（氏名は、答えが届くと分かります）" : `${kana}さん`}、
                {checkedAtWord(checkedAt)}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

async function readQueue(terminalId: string): Promise<Kept> {
  const queue = openQueue(terminalId);
  const [waiting, settled] = await Promise.all([queue.oldest(), queue.answers()]);

  return { waiting, settled };
}

type SettledProps = {
  check: SettledCheck;
  onShown: (answer: Answer) => void;
  onSeen: (entryId: string) => Promise<void>;
};

function Settled({ check, onShown, onSeen }: SettledProps) {
  const { entryId, checkedAt, result } = check;
  const answer = result.kind === "answered" ? result.answer : null;
  const kana = answer?.person?.kana ?? check.kana;
  const whose = `${kana === null ? "氏名なし" : `${kana}さん`}、${checkedAtWord(checkedAt)}`;
  const isValid = answer?.outcome === "valid";
  return (
    <li>
      <p>
        <Icon name={isValid ? "success" : "warning"} />
        <strong>{isValid ? "有効だった" : "要確認"}</strong>
        <span>{whose}</span>
      </p>
      {!isValid && <p>{nextStepOf(result)}</p>}
      <ButtonRow>
        {answer !== null && (
          <Button type="button" variant="secondary" onClick={() => onShown(answer)}>
            結果を見る・印刷
            <VisuallyHidden>：{whose}</VisuallyHidden>
          </Button>
        )}
        <Button type="button" variant="quiet" onClick={() => void onSeen(entryId)}>
          確かめたので消す
          <VisuallyHidden>：{whose}</VisuallyHidden>
        </Button>
      </ButtonRow>
    </li>
  );
}

/** What it was, and the first thing to do about it. */
function nextStepOf(result: SettledCheck["result"]): string {
  if (result.kind === "refused") {
    return `${result.problem.title}。${result.problem.detail}${result.problem.nextStep}`;
  }
  const { outcome, guidance } = result.answer;

  return `${outcomeWords[outcome]}。${guidance?.cause ?? ""}${guidance?.nextSteps[0] ?? ""}`;
}
