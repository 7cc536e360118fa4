import { Icon } from "@madoguchi/ui";
import type { ReactNode } from "react";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { NextSteps } from "../trouble/guidance.tsx";
import { BluetoothActions } from "./bluetooth-actions.tsx";
import type { BluetoothReaders } from "./bluetooth-readers.ts";
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
  return (
    // A new key for every state: its heading takes the focus, and is heard.
    <main key={state.kind} className="rc-main rc-trouble rc-connect" data-state={state.kind}>
      {children}
      <div className="rc-trouble-head">
        <Icon name={isCalm(state.kind) ? "card" : "warning"} size="large" />
        <div>
          <ScreenHeading title={title}>{title}</ScreenHeading>
          <p>{cause}</p>
        </div>
      </div>
      {steps.length > 0 && <NextSteps steps={steps} />}
      <BluetoothActions readers={readers} state={state} main />
    </main>
  );
}

function isCalm(kind: ReturnType<BluetoothReaders["state"]>["kind"]): boolean {
  return kind === "none" || kind === "remembered" || kind === "connecting" || kind === "connected";
}
