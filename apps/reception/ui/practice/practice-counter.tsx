import { Button, ButtonRow, DescriptionList, Icon } from "@madoguchi/ui";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { Registration } from "../check/check.ts";
import { LanguageRow } from "../patient/language-row.tsx";
import { PatientSide } from "../patient/patient-side.tsx";
import { usePatientLanguage } from "../patient/use-patient-language.ts";
import { dateWord } from "../result/words.ts";
import { Announcer } from "../shell/announcer.tsx";
import { CounterScreen } from "../shell/counter-screen.tsx";
import { chosenReader } from "../state/screen.ts";
import type { Desk } from "../state/screen.ts";
import { isDone, marksOf } from "./course.ts";
import type { Mark, Step } from "./course.ts";
import { openPractice } from "./open-practice.ts";
import type { OpenPractice, Played } from "./open-practice.ts";
import { PRACTICE_PIN } from "./practice-card.ts";

type PracticeCounterProps = {
  played: Played;
  /** Of the course; null for a patient chosen freely. */
  step: Step | null;
  /** The first that is not done yet. */
  following: Step | null;
  registration: Registration;
  onDone: (step: Step) => void;
  onFollowing: (step: Step) => void;
  onHome: () => void;
};

/** The counter's own screens with one patient, and below them the patient's hand and what stands on the card. */
export function PracticeCounter({ played, registration, ...props }: PracticeCounterProps) {
  const [open] = useState(() => openPractice(played, registration));
  useEffect(() => () => open.desk.close(), [open]);
  const { facilityName } = registration.terminal;

  return <Playing open={open} played={played} facilityName={facilityName} {...props} />;
}

type PlayingProps = Omit<PracticeCounterProps, "registration"> & {
  open: OpenPractice;
  facilityName: string;
};

function Playing(props: PlayingProps) {
  const { open, played, facilityName, step, following, onDone, onFollowing, onHome } = props;
  const { desk, reader } = open;
  const state = useSyncExternalStore(desk.subscribe, desk.state);
  const [language, setLanguage] = usePatientLanguage(state);
  const [seen, setSeen] = useState<ReadonlySet<Mark>>(new Set());
  const fresh = marksOf(state.screen).filter((mark) => !seen.has(mark));
  if (fresh.length > 0) setSeen(new Set([...seen, ...fresh]));
  const isFinished = step !== null && isDone(step, seen);
  useEffect(() => {
    if (isFinished) onDone(step);
  }, [isFinished, onDone, step]);
  const isLaid = chosenReader(state)?.cardPresent === true;
  return (
    <>
      {(step !== null || wantsCard(state)) && (
        <section className="rc-practice-task" aria-label="練習の課題">
          {step !== null && <Task step={step} isFinished={isFinished} />}
          {isFinished && (
            <Button
              type="button"
              onClick={() => (following === null ? onHome() : onFollowing(following))}
            >
              {following === null ? "コースを終える" : `次へ：${following.title}`}
            </Button>
          )}
          {wantsCard(state) && <Hand isLaid={isLaid} reader={reader} />}
        </section>
      )}
      <Announcer desk={state} />
      {language !== null && (
        <PatientSide desk={state} language={language} onEnd={() => setLanguage(null)} />
      )}
      <CounterScreen
        state={state}
        desk={desk}
        facilityName={facilityName}
        bluetooth={null}
        onRegisterAgain={onHome}
        onUpdate={onHome}
      />
      <LanguageRow language={language} onChoose={setLanguage} />
      <aside className="rc-tray rc-practice-hand" aria-label="練習の患者さん">
        <ButtonRow>
          {!wantsCard(state) && <Hand isLaid={isLaid} reader={reader} />}
          <Button type="button" variant="secondary" onClick={onHome}>
            練習の一覧に戻る
          </Button>
        </ButtonRow>
        <DescriptionList items={factsOf(open, played)} />
      </aside>
    </>
  );
}

function Task({ step, isFinished }: { step: Step; isFinished: boolean }) {
  return (
    <>
      <p>
        <strong>{step.title}</strong>
      </p>
      <p role="status">
        {isFinished ? (
          <>
            <Icon name="success" />
            できました。
          </>
        ) : (
          step.task
        )}
      </p>
    </>
  );
}

/** The patient's. */
function Hand({ isLaid, reader }: { isLaid: boolean; reader: OpenPractice["reader"] }) {
  return (
    <Button
      type="button"
      variant="secondary"
      onClick={() => (isLaid ? reader.take() : reader.put())}
    >
      <Icon name="card" />
      {isLaid ? "カードを取る" : "カードを置く"}
    </Button>
  );
}

/** The screen waits for a hand at the reader. */
function wantsCard({ screen }: Desk): boolean {
  return screen.kind === "waiting" || screen.kind === "take-card";
}

/** What a patient would know by heart, or hold in their hand. */
function factsOf({ printed }: OpenPractice, { patient, card }: Played) {
  const { title, variant, afterFirstUse } = patient;
  const { birthDate, expiryYear, securityCode } = printed;
  const [coverage] = afterFirstUse?.coverages ?? [];

  return [
    {
      term: "患者さん",
      detail:
        card.id === "usual"
          ? [title, variant].filter((part) => part !== "").join("：")
          : card.title,
    },
    { term: "暗証番号", detail: PRACTICE_PIN },
    {
      term: "カードの表",
      detail: `${dateWord(birthDate)}生、${expiryYear}年まで有効、セキュリティコード ${securityCode}`,
    },
    ...(coverage
      ? [
          {
            term: "手元の書面（利用登録に使います）",
            detail: `保険者番号 ${coverage.insurerNumber}、記号 ${coverage.symbol ?? "なし"}、番号 ${coverage.number}、枝番 ${coverage.branch ?? "なし"}`,
          },
        ]
      : []),
  ];
}
