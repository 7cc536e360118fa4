import type { ReaderPort } from "@madoguchi/card";
import type { ContractClient, RecentCheck, UpdateNotice } from "@madoguchi/contract";
import { Suspense, useEffect, useState } from "react";
import type { AgentFolder } from "../../link/agent-folder.ts";
import type { Registration } from "../check/check.ts";
import type { OpenDesk } from "../check/desk.ts";
import { byFacility, forgetRegistration } from "../check/registration.ts";
import type { ReceptionConfig } from "../config.ts";
import { reportDevice } from "../device/report.ts";
import { actingOf, rememberActing } from "../facility/acting.ts";
import type { Displays } from "../display/displays.ts";
import type { Lock } from "../lock/locked.tsx";
import { setOperator } from "../operator/at-counter.ts";
import { useOffline } from "../offline/context.ts";
import type { BluetoothReaders } from "../readers/bluetooth-readers.ts";
import type { PracticeClient } from "../practice/practice-page.tsx";
import type { RecheckClient } from "../recheck/recheck-page.tsx";
import { CounterPlaceContext } from "../settings/counter-place.ts";
import { applyLooks, loadSettings } from "../settings/settings.ts";
import type { SetupClient } from "../setup/activate.ts";
import { useForgetting } from "../today/keeping.ts";
import { DOWNLOADS } from "../update/place.ts";
import type { Tray } from "../waiting/tray.tsx";
import { Counter } from "./counter.tsx";
import type { Aside } from "./counter.tsx";
import { FacilityEntry, SelfTestEntry } from "./entry.tsx";
import { fetched } from "./fetched.tsx";
import { Header } from "./header.tsx";

const FacilityScreen = fetched(
  async () => (await import("../facility/facility-screen.tsx")).FacilityScreen,
);
const OperatorScreen = fetched(
  async () => (await import("../operator/operator.ts")).OperatorScreen,
);
const SelfTestPage = fetched(
  async () => (await import("../self-test/self-test-page.tsx")).SelfTestPage,
);
const PracticePage = fetched(
  async () => (await import("../practice/practice-page.tsx")).PracticePage,
);
const RecheckPage = fetched(async () => (await import("../recheck/recheck-page.tsx")).RecheckPage);
const SettingsPage = fetched(
  async () => (await import("../settings/settings-page.tsx")).SettingsPage,
);
const SetupScreen = fetched(async () => (await import("../setup/setup-screen.tsx")).SetupScreen);
const UpdateNoticePanel = fetched(
  async () => (await import("../update/update-notice.tsx")).UpdateNoticePanel,
);
const TodayPage = fetched(async () => (await import("../today/today-page.tsx")).TodayPage);

/** An app that is left open learns what the center says of its version. */
const REPORT_MS = 3 * 60 * 60_000;

export type Reception = {
  readonly config: ReceptionConfig;
  readonly client: SetupClient & RecheckClient & PracticeClient & Pick<ContractClient, "report">;
  /** Null when nothing on this device reaches a reader. */
  readonly port: ReaderPort | null;
  readonly tray: Tray | null;
  /** Of the agent; null where none runs. */
  readonly agentFolder: AgentFolder | null;
  readonly bluetooth: BluetoothReaders | null;
  readonly displays: Displays;
  /** What the link that opened this page brought. */
  readonly givenSetup: string | null;
  /** Around this page is an iPhone's app. */
  readonly isIphone: boolean;
  openDesk(registration: Registration): OpenDesk;
};

type AppProps = {
  reception: Reception;
  registrations: readonly Registration[];
  lock: Lock;
};

/** Setting up, until this device belongs to a facility; then the counter. */
export function App({ reception, registrations: loaded, lock }: AppProps) {
  const [registrations, setRegistrations] = useState(loaded);
  const [open, setOpen] = useState(() => {
    const acting = actingOf(loaded);

    return acting && enter(reception, acting);
  });
  const [aside, setAside] = useState<Aside | null>(
    reception.givenSetup !== null && loaded.length > 0 ? "add-facility" : null,
  );
  const { config, client, port, tray, bluetooth, isIphone } = reception;
  const [given, setGiven] = useState(reception.givenSetup);
  const [operator, setOperatorName] = useState<string | null>(null);
  const [toRecheck, setToRecheck] = useState<RecentCheck | null>(null);
  const current = open?.registration ?? null;
  const desk = open?.desk;
  useForgetting(registrations);
  const offline = useOffline();
  useEffect(() => offline?.serve(registrations), [offline, registrations]);
  // A desk that another one took the place of, or whose app was locked, reads no more cards.
  useEffect(() => () => desk?.close(), [desk]);

  const [update, setUpdate] = useState<UpdateNotice | null>(null);
  useEffect(() => {
    if (current === null) return;
    const report = async () => {
      const said = await reportDevice(client, current);
      if (said !== undefined) setUpdate(said);
    };
    void report();
    const timer = setInterval(report, REPORT_MS);
    return () => clearInterval(timer);
  }, [client, current]);
  const takeUpdate = () => {
    if (config.app === undefined) location.reload();
    else window.open(`${config.app.center}${DOWNLOADS}`, "_blank", "noopener");
  };

  const leave = () => {
    setAside(null);
    setToRecheck(null);
    if (open !== null) setOpen(enter(reception, open.registration));
  };

  const shown = () => {
    if (aside === "self-test") {
      return (
        <SelfTestPage
          port={port}
          terminal={open?.registration.terminal ?? null}
          demo={config.demo}
          tray={tray}
          bluetooth={bluetooth}
          isIphone={isIphone}
          onJudged={(verdict, at) => {
            if (current !== null) void reportDevice(client, current, { verdict, at });
          }}
          onLeft={leave}
        />
      );
    }

    const isOneOfSeveral = registrations.length > 1;
    const actAs = (registration: Registration) => {
      rememberActing(registration);
      setAside(null);
      setOperatorName(null);
      setOpen(enter(reception, registration));
    };

    if (registrations.length === 0 || aside === "add-facility") {
      return (
        <div className="rc-page">
          <Header terminal={null} demo={config.demo} />
          {open === null ? (
            <SelfTestEntry onOpen={() => setAside("self-test")} />
          ) : (
            <FacilityEntry word="施設の一覧に戻る" onOpen={() => setAside("facilities")} />
          )}
          <SetupScreen
            client={client}
            fragment={given}
            onRegistered={(fresh) => {
              setGiven(null);
              setRegistrations([...registrations, fresh].toSorted(byFacility));
              actAs(fresh);
            }}
          />
        </div>
      );
    }
    if (open === null || aside === "facilities") {
      return (
        <div className="rc-page">
          <Header
            terminal={open?.registration.terminal ?? null}
            demo={config.demo}
            isOneOfSeveral={isOneOfSeveral}
          />
          <FacilityScreen
            registrations={registrations}
            acting={open?.registration ?? null}
            onChosen={actAs}
            onAdd={() => setAside("add-facility")}
            {...(open !== null && { onBack: leave })}
          />
        </div>
      );
    }
    const registerAgain = () => {
      const { registration } = open;
      open.desk.close();
      void forgetRegistration(registration).then(() => {
        setRegistrations(registrations.filter((each) => each !== registration));
        setOpen(null);
        setAside(null);
      });
    };
    const goAside = (to: Aside) => {
      open.desk.close();
      setAside(to);
    };

    const { agentFolder } = reception;
    const { terminal } = open.registration;
    if (aside === "settings") {
      return (
        <SettingsPage
          terminal={terminal}
          settings={open.settings}
          agentFolder={agentFolder}
          isOneOfSeveral={isOneOfSeveral}
          demo={config.demo}
          app={config.app}
          lock={lock}
          // By then the counter may be open again, with another desk.
          onKept={(settings) => setOpen((now) => now && { ...now, settings })}
          onOperators={() => setAside("operator")}
          onLeft={leave}
        />
      );
    }
    const { facilityCode, terminalId } = terminal;
    const asks = open.settings.askOperator === "yes";
    if (asks && (aside === "operator" || (aside === null && operator === null))) {
      return (
        <div className="rc-page">
          <Header terminal={terminal} demo={config.demo} isOneOfSeveral={isOneOfSeveral} />
          <OperatorScreen
            terminal={terminal}
            onChosen={(name) => {
              setOperator(terminalId, name);
              setOperatorName(name);
              leave();
            }}
            {...(operator !== null && { onBack: leave })}
          />
        </div>
      );
    }

    return (
      <CounterPlaceContext
        value={{ facilityCode, terminalId, settings: open.settings, agentFolder }}
      >
        {aside === "today" ? (
          <TodayPage
            terminal={terminal}
            isOneOfSeveral={isOneOfSeveral}
            demo={config.demo}
            onRecheck={(check) => {
              setToRecheck(check);
              setAside("recheck");
            }}
            onSettings={() => setAside("settings")}
            onLeft={leave}
          />
        ) : aside === "practice" ? (
          <PracticePage
            client={client}
            registration={open.registration}
            isOneOfSeveral={isOneOfSeveral}
            demo={config.demo}
            onLeft={leave}
          />
        ) : aside === "recheck" ? (
          <RecheckPage
            client={client}
            registration={open.registration}
            isOneOfSeveral={isOneOfSeveral}
            demo={config.demo}
            chosen={toRecheck}
            onLeft={leave}
            onRegisterAgain={registerAgain}
          />
        ) : (
          <Counter
            desk={open.desk}
            registration={open.registration}
            isOneOfSeveral={isOneOfSeveral}
            operator={asks ? operator : null}
            demo={config.demo}
            tray={tray}
            bluetooth={bluetooth}
            lock={lock}
            displays={reception.displays}
            onRegisterAgain={registerAgain}
            onUpdate={takeUpdate}
            onAside={goAside}
          >
            {update !== null && (
              <UpdateNoticePanel
                update={update}
                center={config.app?.center ?? null}
                onUpdate={takeUpdate}
              />
            )}
          </Counter>
        )}
      </CounterPlaceContext>
    );
  };

  // Around what is fetched and within what holds the desk: begun anew for a part on its way, it would leave a desk behind.
  return <Suspense>{shown()}</Suspense>;
}

function enter(reception: Reception, registration: Registration) {
  const settings = loadSettings(registration.terminal.facilityCode);
  applyLooks(settings);
  if (settings.askOperator === "no") setOperator(registration.terminal.terminalId, null);

  return { registration, settings, desk: reception.openDesk(registration) };
}
