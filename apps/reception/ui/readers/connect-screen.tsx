import { Icon } from "@madoguchi/ui";
import type { ReactNode } from "react";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { NextSteps, PatientWords } from "../trouble/guidance.tsx";
import { PREPARING } from "../trouble/link-troubles.ts";
import { BluetoothActions } from "./bluetooth-actions.tsx";
import type { BluetoothReaders, BluetoothState } from "./bluetooth-readers.ts";
import { bluetoothWords } from "./bluetooth-words.ts";
import { useBluetooth } from "./use-bluetooth.ts";

type ConnectScreenProps = {
  readers: BluetoothReaders;
  /** What stands above everything else. */
  children: ReactNode;
};

/** On a device that reaches readers by Bluetooth alone, while none is connected. */
export function ConnectScreen({ readers, children }: ConnectScreenProps) {
  const state = useBluetooth(readers);
  const { title, cause, steps } = bluetoothWords(state);
  const isTrouble = troubles.has(state.kind);
  return (
    // A new key for every state: its heading takes the focus, and is heard.
    <main key={state.kind} className="rc-main rc-trouble" data-calm={!isTrouble || undefined}>
      {children}
      <div className="rc-trouble-head">
        <Icon name={isTrouble ? "warning" : "card"} size="large" />
        <div>
          <ScreenHeading title={title}>{title}</ScreenHeading>
          <p>{cause}</p>
        </div>
      </div>
      <div className="rc-guidance">
        {isTrouble && <PatientWords>{PREPARING}</PatientWords>}
        {steps.length > 0 && <NextSteps steps={steps} />}
      </div>
      <BluetoothActions readers={readers} state={state} main />
    </main>
  );
}

const troubles: ReadonlySet<BluetoothState["kind"]> = new Set(["unreachable", "wrong-key", "off"]);
