import { asksForDeclaration, helpPath, outcomeWords, purposeWords } from "@madoguchi/contract";
import type { Answer } from "@madoguchi/contract";
import { Button, Icon, Notice } from "@madoguchi/ui";
import { useEffect, useState } from "react";
import { DeclarationButton, useDeclaration } from "../declaration/declaration-button.tsx";
import { HAND_OVER, useHandover } from "../handover/use-handover.ts";
import { RECHECK } from "../recheck/words.ts";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { useSpeaking } from "../speech/speaking.ts";
import { useKeeping } from "../today/keeping.ts";
import { Charge, Help, NextSteps, PatientWords } from "../trouble/guidance.tsx";
import { ConsentStandings } from "./consents.tsx";
import { Countdown, useCountdown } from "./countdown.tsx";
import { Coverage } from "./coverage.tsx";
import { Memberships } from "./memberships.tsx";
import { MoreOfPerson } from "./more-items.tsx";
import { Person } from "./person.tsx";
import { checkedAtWord, outcomeLook } from "./words.ts";

type ResultScreenProps = {
  answer: Answer;
  facilityName: string;
  consentLost?: boolean;
  /** From the list: what was answered then, shown once more. */
  isCopy?: boolean;
  onNext: () => void;
  /** Left out where the patient is not there to be asked. */
  onConsents?: () => void;
  onFirstUse?: () => void;
};

/** The answer. It clears itself, and is kept nowhere but in the list of a facility that wants one. */
export function ResultScreen(props: ResultScreenProps) {
  const {
    answer,
    facilityName,
    consentLost = false,
    isCopy = false,
    onNext,
    onConsents,
    onFirstUse,
  } = props;
  const { outcome, person, coverages, remarks, guidance, consents } = answer;
  const word = outcomeWords[outcome];
  const { tone, icon } = outcomeLook[outcome];
  const way = wayMark(answer);
  const canRegister = outcome === "unlinked" && onFirstUse !== undefined;
  const { secondsLeft, extend } = useCountdown(onNext);
  const declaration = useDeclaration();
  const handover = useHandover(answer);
  useKeeping(answer);
  useSpeaking(answer, !isCopy);
  const [declaring, setDeclaring] = useState(false);
  useEnter(onNext, !declaring);
  const clearing = (
    <div className="rc-clearing">
      <Countdown secondsLeft={secondsLeft} />
      <Button type="button" variant="quiet" onClick={extend}>
        時間を延ばす
      </Button>
    </div>
  );
  if (declaring && declaration !== null)
    return (
      <declaration.DeclarationScreen
        facts={declaration.declaredBy(answer, facilityName)}
        onBack={() => setDeclaring(false)}
      >
        {clearing}
      </declaration.DeclarationScreen>
    );

  const declare = () => {
    extend();
    setDeclaring(true);
  };
  return (
    <main className="rc-main rc-result">
      <div className="rc-band" data-tone={tone}>
        <Icon name={icon} />
        <ScreenHeading title={word}>{word}</ScreenHeading>
        <p>
          <span className="rc-band-label">確認日時</span>
          {checkedAtWord(answer.checkedAt)}
          {way !== null && (
            <>
              <br />
              <span className="rc-band-label">確認方法</span>
              {way}
            </>
          )}
          {answer.facility && (
            <>
              <br />
              <span className="rc-band-label">確認した施設</span>
              {answer.facility.name}（{answer.facility.code}）
            </>
          )}
        </p>
      </div>
      {isCopy && <Notice title="今日の一覧の控えです。確認したときの内容を表示しています。" />}
      {guidance !== null && (
        <section className="rc-cause" aria-label="理由">
          <p className="rc-lead">{guidance.cause}</p>
        </section>
      )}
      {person !== null && <Person person={person} asOf={answer.asOf} />}
      <Remarks remarks={remarks} />
      {guidance !== null && (
        <>
          <div className="rc-guidance">
            <PatientWords>{guidance.patientWords}</PatientWords>
            <NextSteps steps={guidance.nextSteps} />
          </div>
          <Charge>{guidance.charge}</Charge>
          {declaration !== null && asksForDeclaration(guidance.nextSteps) && (
            <DeclarationButton onOpen={declare} />
          )}
          {guidance.code !== undefined && <Help href={helpPath(guidance.code)} />}
        </>
      )}
      {outcome === "multiple" && coverages.length > 0 && (
        <h2 className="rc-candidates">登録されている資格（{coverages.length}件）</h2>
      )}
      <Memberships memberships={answer.memberships ?? []} />
      {coverages.map((coverage) => (
        <Coverage
          key={`${coverage.insurerNumber}/${coverage.symbol}/${coverage.number}/${coverage.branch}`}
          coverage={coverage}
          consents={consents}
          stands={outcome === "valid"}
        />
      ))}
      {person !== null && <MoreOfPerson person={person} />}
      {consents !== undefined && (
        <ConsentStandings consents={consents} lost={consentLost} onAsk={onConsents} />
      )}
      {handover !== null && <handover.OtherWays onWay={handover.give} />}
      <div className="rc-actions">
        {handover?.end && <handover.HandoverNote end={handover.end} />}
        {canRegister && (
          <Button type="button" size="large" onClick={onFirstUse}>
            この窓口で利用登録をする
          </Button>
        )}
        <Button
          type="button"
          size="large"
          variant={canRegister ? "secondary" : "primary"}
          onClick={onNext}
        >
          {isCopy ? "一覧に戻る" : "次の患者さん"}
          <kbd aria-hidden="true">⏎</kbd>
        </Button>
        {handover !== null && (
          <Button
            type="button"
            size="large"
            variant="secondary"
            onClick={() => {
              extend();
              handover.give();
            }}
          >
            {HAND_OVER}
          </Button>
        )}
        <Button type="button" size="large" variant="secondary" onClick={() => window.print()}>
          <Icon name="print" />
          印刷
        </Button>
        {clearing}
      </div>
    </main>
  );
}

/** Whatever is not the usual way is said with the result. */
function wayMark({ recheck, offline, purpose }: Answer): string | null {
  if (recheck) {
    return `${RECHECK}　${checkedAtWord(recheck.earlierCheckedAt)}に${purposeWords[purpose]}で確認`;
  }

  if (offline) return `オフライン（答えは${checkedAtWord(offline.receivedAt)}）`;

  return purpose === "visualCheck" ? purposeWords.visualCheck : null;
}

/** What to know although the answer stands. */
function Remarks({ remarks: [first, ...others] }: Pick<Answer, "remarks">) {
  if (first === undefined) return null;
  return (
    <Notice tone="warning" title={first.text}>
      {others.map(({ text }) => (
        <p key={text}>
          <strong>{text}</strong>
        </p>
      ))}
    </Notice>
  );
}

/** Enter leads to the next patient from anywhere but a control, which has its own use for it. */
function useEnter(onNext: () => void, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return undefined;
    const listen = (event: KeyboardEvent) => {
      const onControl =
        event.target instanceof Element &&
        event.target.closest("button, a, input, select, summary");
      // A key still held from the PIN must not clear the answer.
      if (event.key === "Enter" && !event.repeat && !onControl) onNext();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [onNext, enabled]);
}
