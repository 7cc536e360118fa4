import { useEffect, useState, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import type { OpenDesk } from "../check/desk.ts";
import type { PatientLanguage } from "../patient/languages.ts";
import { cardPlace } from "../state/screen.ts";
import type { Desk, Screen } from "../state/screen.ts";
import { ConsentAtPatient } from "./consent-at-patient.tsx";
import { wipe } from "./patient-window.ts";
import type { PatientWindow } from "./patient-window.ts";
import { PinAtPatient } from "./pin-at-patient.tsx";
import { shownTo } from "./situation.ts";
import { StatusBar } from "./status-bar.tsx";
import { useShown } from "./use-shown.ts";
import "./staff.css";

export type StaffProps = {
  window: PatientWindow;
  state: Desk;
  desk: OpenDesk;
  facilityName: string;
  language: PatientLanguage | null;
  onLanguage: (language: PatientLanguage | null) => void;
  onOpenAgain: () => void;
  onClose: () => void;
  /** The screen as it is where nobody has a second one. */
  children: ReactNode;
};

/** The staff's screen while the patient has one: what only the patient answers is asked there, and may be taken back. */
export function Staff(props: StaffProps) {
  const { window, state, desk, facilityName, onOpenAgain, onClose, children } = props;
  const { screen } = state;
  const status = useSyncExternalStore(window.subscribe, window.status);
  const [isTakenBack, setTakenBack] = useState(false);
  const [asked, setAsked] = useState<{ screen: Screen; turn: number }>({ screen, turn: 1 });
  if (asked.screen !== screen) setAsked({ screen, turn: asked.turn + 1 });
  const isBetween = screen.kind === "take-card" || (screen.kind === "waiting" && !screen.notice);
  const isQuestion = screen.kind === "enter-pin" || screen.kind === "ask-consent";
  const isThere = status === "ready" && cardPlace(state) === "reader";
  // What began in one window does not move on its own to the other and back: for this patient it stays here.
  if (isQuestion && !isThere && !isTakenBack) setTakenBack(true);
  if (isBetween && isTakenBack) setTakenBack(false);
  useEffect(() => () => window.rest(), [window]);

  const takeBack = () => setTakenBack(true);
  const shared = { ...props, turn: asked.turn, onTakeBack: takeBack };
  const isAtPatient = isThere && !isTakenBack;
  return (
    <>
      <StatusBar
        status={status}
        isTakenOver={isTakenBack && status !== "ready"}
        onOpenAgain={onOpenAgain}
        onClose={onClose}
      />
      {isAtPatient && screen.kind === "enter-pin" ? (
        <PinAtPatient
          key={asked.turn}
          {...shared}
          triesLeft={screen.triesLeft}
          wrong={screen.wrong}
          firstUse={state.claim !== null}
          onPin={desk.enterPin}
          onVisual={desk.chooseVisual}
          onGiveUp={desk.nextPatient}
        />
      ) : isAtPatient && screen.kind === "ask-consent" && screen.answer.consents !== undefined ? (
        <ConsentAtPatient
          key={asked.turn}
          {...shared}
          facilityName={facilityName}
          consents={screen.answer.consents}
          onChosen={desk.chooseConsents}
          onLeave={desk.leaveConsents}
        />
      ) : (
        <>
          <Told {...props} />
          {children}
        </>
      )}
    </>
  );
}

function Told(props: StaffProps) {
  useShown(props, { kind: "told", situation: shownTo(props.state) }, wipe);
  return null;
}
