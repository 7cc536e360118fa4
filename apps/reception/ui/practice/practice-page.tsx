import type { ContractClient, PracticePatient } from "@madoguchi/contract";
import { useCallback, useEffect, useState } from "react";
import { callFailed, identityOf } from "../check/check.ts";
import type { Registration } from "../check/check.ts";
import { Header } from "../shell/header.tsx";
import { PractisingContext } from "../shell/practising.ts";
import type { TroubleReason } from "../trouble/reason.ts";
import { TroubleScreen } from "../trouble/trouble-screen.tsx";
import { troubleElsewhere } from "../trouble/trouble.ts";
import { keepDone, loadDone, steps } from "./course.ts";
import type { Step } from "./course.ts";
import type { Played } from "./open-practice.ts";
import { PracticeBanner } from "./practice-banner.tsx";
import { PracticeCounter } from "./practice-counter.tsx";
import { PracticeHome } from "./practice-home.tsx";

export type PracticeClient = Pick<ContractClient, "practice" | "practised">;

type PracticePageProps = {
  client: PracticeClient;
  registration: Registration;
  isOneOfSeveral: boolean;
  demo: boolean;
  onLeft: () => void;
};

type View =
  | { readonly kind: "home" }
  | { readonly kind: "counter"; readonly played: Played; readonly step: Step | null };

/** 練習 in the place of the counter, whose desk is closed meanwhile. Nothing that is played here leaves the device. */
export function PracticePage(props: PracticePageProps) {
  const { client, registration, isOneOfSeveral, demo, onLeft } = props;
  const { facilityCode } = registration.terminal;
  const [patients, setPatients] = useState<readonly PracticePatient[] | null>(null);
  const [trouble, setTrouble] = useState<TroubleReason | null>(null);
  const [view, setView] = useState<View>({ kind: "home" });
  const [done, setDone] = useState(() => loadDone(facilityCode));
  const [isReported, setReported] = useState(false);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let isHere = true;
    void client.practice(identityOf(registration)).then((result) => {
      if (!isHere) return;
      if (result.ok) setPatients(result.value.patients);
      setTrouble(result.ok ? null : callFailed(result).reason);
    });
    return () => {
      isHere = false;
    };
  }, [client, registration, tries]);

  const isFinished = steps.every(({ id }) => done.has(id));
  useEffect(() => {
    // Told again each time the page is opened: the line may have been broken when it was finished.
    if (isFinished)
      void client.practised(identityOf(registration)).then(({ ok }) => setReported(ok));
  }, [client, registration, isFinished]);

  const finish = useCallback(({ id }: Step) => {
    setDone((before) => (before.has(id) ? before : new Set([...before, id])));
  }, []);
  useEffect(() => keepDone(facilityCode, done), [facilityCode, done]);
  const home = () => setView({ kind: "home" });
  const begin = (step: Step) => {
    const patient = patients?.find(({ code }) => code === step.code);
    if (patient) setView({ kind: "counter", played: { patient, card: step.card }, step });
  };
  const following = steps.find(({ id }) => !done.has(id)) ?? null;
  return (
    <PractisingContext value={true}>
      <div className="rc-page">
        <PracticeBanner />
        <Header terminal={registration.terminal} demo={demo} isOneOfSeveral={isOneOfSeveral} />
        {trouble !== null ? (
          <TroubleScreen
            trouble={troubleElsewhere(trouble)}
            onAct={(action) => (action === "try-again" ? setTries(tries + 1) : onLeft())}
          />
        ) : view.kind === "home" ? (
          <PracticeHome
            patients={patients}
            done={done}
            isReported={isReported}
            onStep={begin}
            onPlay={(played) => setView({ kind: "counter", played, step: null })}
            onLeft={onLeft}
          />
        ) : (
          <PracticeCounter
            key={`${view.step?.id}/${view.played.patient.id}/${view.played.card.id}`}
            played={view.played}
            step={view.step}
            following={following}
            registration={registration}
            onDone={finish}
            onFollowing={begin}
            onHome={home}
          />
        )}
      </div>
    </PractisingContext>
  );
}
