import { Suspense, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import type { Registration } from "../check/check.ts";
import type { OpenDesk } from "../check/desk.ts";
import { DisplayEntry } from "../display/display-entry.tsx";
import type { Displays } from "../display/displays.ts";
import type { Lock } from "../lock/locked.tsx";
import { LanguageRow } from "../patient/language-row.tsx";
import { PatientSide } from "../patient/patient-side.tsx";
import { usePatientLanguage } from "../patient/use-patient-language.ts";
import type { BluetoothReaders } from "../readers/bluetooth-readers.ts";
import { cardPlace } from "../state/screen.ts";
import type { Desk } from "../state/screen.ts";
import { TODAY } from "../today/words.ts";
import type { Tray } from "../waiting/tray.tsx";
import { Announcer } from "./announcer.tsx";
import { CounterScreen } from "./counter-screen.tsx";
import { Entry, FacilityEntry, SelfTestEntry } from "./entry.tsx";
import { fetched } from "./fetched.tsx";
import { Header } from "./header.tsx";

const OperatorMark = fetched(async () => (await import("../operator/operator.ts")).OperatorMark);
const TrayPanel = fetched(async () => (await import("../waiting/tray.tsx")).TrayPanel);

/** What stands in the place of the counter meanwhile. */
export type Aside =
  | "self-test"
  | "recheck"
  | "facilities"
  | "add-facility"
  | "settings"
  | "today"
  | "practice"
  | "operator";

type CounterProps = {
  desk: OpenDesk;
  registration: Registration;
  isOneOfSeveral: boolean;
  /** Null where the facility does not want to know. */
  operator: string | null;
  demo: boolean;
  tray: Tray | null;
  bluetooth: BluetoothReaders | null;
  lock: Lock;
  displays: Displays;
  /** What else is to be known while nobody is at the counter. */
  children: ReactNode;
  onRegisterAgain: () => void;
  onUpdate: () => void;
  onAside: (to: Aside) => void;
};

/** The screen of the moment, and where else one may go while nobody is at the counter. */
export function Counter(props: CounterProps) {
  const { desk, registration, isOneOfSeveral, operator, demo, tray, bluetooth, lock } = props;
  const { displays, children, onRegisterAgain, onUpdate, onAside } = props;
  const state = useSyncExternalStore(desk.subscribe, desk.state);
  const [language, setLanguage] = usePatientLanguage(state);
  const display = useSyncExternalStore(displays.subscribe, displays.current);
  const { facilityName } = registration.terminal;
  const isFree = state.screen.kind === "waiting";
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
        onUpdate={onUpdate}
      />
    </>
  );
  return (
    <div className="rc-page">
      <Header terminal={registration.terminal} demo={demo} isOneOfSeveral={isOneOfSeveral}>
        {operator !== null && (
          <OperatorMark name={operator} onChange={isFree ? () => onAside("operator") : null} />
        )}
      </Header>
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
      {isFree && (
        <>
          {children}
          <Entry
            icon="clock"
            label="確認した結果の控え"
            word={TODAY}
            onOpen={() => onAside("today")}
          />
          <Entry
            icon="person"
            label="カードなしの確認"
            word="カードなしで再照会"
            onOpen={() => onAside("recheck")}
          />
          <Entry
            icon="person"
            label="練習"
            word="受付を練習する"
            onOpen={() => onAside("practice")}
          />
          {(display === null || display === "blocked") && cardPlace(state) === "reader" && (
            <DisplayEntry displays={displays} />
          )}
          <Entry
            icon="document"
            label="この受付の設定"
            word="設定（レセコンへの渡し方など）"
            onOpen={() => onAside("settings")}
          />
          {lock.state.isSet && (
            <Entry
              icon="person"
              label="アプリのロック"
              word="席を離れる（ロックする）"
              onOpen={lock.onLock}
            />
          )}
          <FacilityEntry
            word={isOneOfSeveral ? "施設を切り替える" : "この端末に施設を加える"}
            onOpen={() => onAside("facilities")}
          />
        </>
      )}
      {mayBeTheReader(state) && <SelfTestEntry onOpen={() => onAside("self-test")} />}
      {/* By itself: the counter does not wait for the demo's cards. */}
      <Suspense>{tray !== null && <TrayPanel tray={tray} unfolded={isFree} />}</Suspense>
    </div>
  );
}

/** Nobody is at the counter, or the way to the card is what failed. */
function mayBeTheReader({ screen }: Desk): boolean {
  return screen.kind === "waiting" || (screen.kind === "trouble" && screen.reason.kind === "link");
}
