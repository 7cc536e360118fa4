import { Suspense, useSyncExternalStore } from "react";
import type { Registration } from "../check/check.ts";
import type { OpenDesk } from "../check/desk.ts";
import { DisplayEntry } from "../display/display-entry.tsx";
import type { Displays } from "../display/displays.ts";
import { FacilityEntry } from "../facility/facility-entry.tsx";
import { LockEntry } from "../lock/lock-entry.tsx";
import type { Lock } from "../lock/locked.tsx";
import { LanguageRow } from "../patient/language-row.tsx";
import { PatientSide } from "../patient/patient-side.tsx";
import { usePatientLanguage } from "../patient/use-patient-language.ts";
import { PracticeEntry } from "../practice/practice-entry.tsx";
import type { BluetoothReaders } from "../readers/bluetooth-readers.ts";
import { RecheckEntry } from "../recheck/recheck-entry.tsx";
import { SelfTestEntry } from "../self-test/self-test-entry.tsx";
import { SettingsEntry } from "../settings/settings-entry.tsx";
import { cardPlace } from "../state/screen.ts";
import type { Desk } from "../state/screen.ts";
import { TodayEntry } from "../today/today-entry.tsx";
import type { Tray } from "../waiting/tray.tsx";
import { Announcer } from "./announcer.tsx";
import { CounterScreen } from "./counter-screen.tsx";
import { fetched } from "./fetched.tsx";
import { Header } from "./header.tsx";

const TrayPanel = fetched(async () => (await import("../waiting/tray.tsx")).TrayPanel);

/** What stands in the place of the counter meanwhile. */
export type Aside =
  | "self-test"
  | "recheck"
  | "facilities"
  | "add-facility"
  | "settings"
  | "today"
  | "practice";

type CounterProps = {
  desk: OpenDesk;
  registration: Registration;
  isOneOfSeveral: boolean;
  demo: boolean;
  tray: Tray | null;
  bluetooth: BluetoothReaders | null;
  lock: Lock;
  displays: Displays;
  onRegisterAgain: () => void;
  onAside: (to: Aside) => void;
};

/** The screen of the moment, and where else one may go while nobody is at the counter. */
export function Counter(props: CounterProps) {
  const { desk, registration, isOneOfSeveral, demo, tray, bluetooth, lock, displays } = props;
  const { onRegisterAgain, onAside } = props;
  const state = useSyncExternalStore(desk.subscribe, desk.state);
  const [language, setLanguage] = usePatientLanguage(state);
  const display = useSyncExternalStore(displays.subscribe, displays.current);
  const { facilityName } = registration.terminal;
  const screen = (
    <>
      {language !== null && (
        <PatientSide desk={state} language={language} onEnd={() => setLanguage(null)} />
      )}
      <CounterScreen
        state={state}
        desk={desk}
        facilityName={facilityName}
        bluetooth={bluetooth}
        onRegisterAgain={onRegisterAgain}
      />
    </>
  );
  return (
    <div className="rc-page">
      <Header terminal={registration.terminal} demo={demo} isOneOfSeveral={isOneOfSeveral} />
      <Announcer desk={state} />
      {display === null || display === "blocked" ? (
        screen
      ) : (
        <display.Staff
          window={display.window}
          state={state}
          desk={desk}
          facilityName={facilityName}
          language={language}
          onLanguage={setLanguage}
          onOpenAgain={displays.open}
          onClose={displays.close}
        >
          {screen}
        </display.Staff>
      )}
      <LanguageRow language={language} onChoose={setLanguage} />
      {state.screen.kind === "waiting" && (
        <>
          <TodayEntry onOpen={() => onAside("today")} />
          <RecheckEntry onOpen={() => onAside("recheck")} />
          <PracticeEntry onOpen={() => onAside("practice")} />
          {(display === null || display === "blocked") && cardPlace(state) === "reader" && (
            <DisplayEntry displays={displays} />
          )}
          <SettingsEntry onOpen={() => onAside("settings")} />
          {lock.state.isSet && <LockEntry onLock={lock.onLock} />}
          <FacilityEntry
            word={isOneOfSeveral ? "施設を切り替える" : "この端末に施設を加える"}
            onOpen={() => onAside("facilities")}
          />
        </>
      )}
      {mayBeTheReader(state) && <SelfTestEntry onOpen={() => onAside("self-test")} />}
      {/* By itself: the counter does not wait for the demo's cards. */}
      <Suspense>
        {tray !== null && <TrayPanel tray={tray} unfolded={state.screen.kind === "waiting"} />}
      </Suspense>
    </div>
  );
}

/** Nobody is at the counter, or the way to the card is what failed. */
function mayBeTheReader({ screen }: Desk): boolean {
  return screen.kind === "waiting" || (screen.kind === "trouble" && screen.reason.kind === "link");
}
