import { useState, useSyncExternalStore } from "react";
import type { Registration } from "../check/check.ts";
import type { OpenDesk } from "../check/desk.ts";
import { forgetRegistration } from "../check/registration.ts";
import type { ReceptionConfig } from "../config.ts";
import type { BluetoothReaders } from "../readers/bluetooth-readers.ts";
import type { SetupClient } from "../setup/activate.ts";
import { SetupScreen } from "../setup/setup-screen.tsx";
import type { Tray } from "../waiting/tray.tsx";
import { TrayPanel } from "../waiting/tray.tsx";
import { Announcer } from "./announcer.tsx";
import { CounterScreen } from "./counter-screen.tsx";
import { Header } from "./header.tsx";

export type Reception = {
  readonly config: ReceptionConfig;
  readonly client: SetupClient;
  readonly tray: Tray | null;
  readonly bluetooth: BluetoothReaders | null;
  openDesk(registration: Registration): OpenDesk;
};

type AppProps = { reception: Reception; registration: Registration | null };

/** Setting up, until this device belongs to a facility; then the counter. */
export function App({ reception, registration }: AppProps) {
  const [open, setOpen] = useState(() => registration && enter(reception, registration));
  const { config, client, tray, bluetooth } = reception;

  if (open === null) {
    return (
      <div className="rc-page">
        <Header terminal={null} demo={config.demo} />
        <SetupScreen client={client} onRegistered={(fresh) => setOpen(enter(reception, fresh))} />
      </div>
    );
  }
  const registerAgain = () => {
    open.desk.close();
    void forgetRegistration().then(() => setOpen(null));
  };

  return (
    <Counter
      desk={open.desk}
      registration={open.registration}
      demo={config.demo}
      tray={tray}
      bluetooth={bluetooth}
      onRegisterAgain={registerAgain}
    />
  );
}

function enter(reception: Reception, registration: Registration) {
  return { registration, desk: reception.openDesk(registration) };
}

type CounterProps = {
  desk: OpenDesk;
  registration: Registration;
  demo: boolean;
  tray: Tray | null;
  bluetooth: BluetoothReaders | null;
  onRegisterAgain: () => void;
};

function Counter(props: CounterProps) {
  const { desk, registration, demo, tray, bluetooth, onRegisterAgain } = props;
  const state = useSyncExternalStore(desk.subscribe, desk.state);
  return (
    <div className="rc-page">
      <Header terminal={registration.terminal} demo={demo} />
      <Announcer desk={state} />
      <CounterScreen
        state={state}
        desk={desk}
        bluetooth={bluetooth}
        onRegisterAgain={onRegisterAgain}
      />
      {tray !== null && <TrayPanel tray={tray} unfolded={state.screen.kind === "waiting"} />}
    </div>
  );
}
