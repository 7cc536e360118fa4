import { Details, Notice } from "@madoguchi/ui";
import { BluetoothActions } from "./bluetooth-actions.tsx";
import type { BluetoothReaders } from "./bluetooth-readers.ts";
import { bluetoothWords } from "./bluetooth-words.ts";
import { useBluetooth } from "./use-bluetooth.ts";

type BluetoothPanelProps = {
  readers: BluetoothReaders;
  /** There is a reader to go on with: nobody should change it by mistake. */
  folded: boolean;
};

/** The Bluetooth reader where it is one way among others: a button, a line, or why it cannot be reached. */
export function BluetoothPanel({ readers, folded }: BluetoothPanelProps) {
  const state = useBluetooth(readers);
  const { title, cause, steps } = bluetoothWords(state);
  const actions = <BluetoothActions readers={readers} state={state} main={false} />;
  switch (state.kind) {
    case "none":
    case "remembered":
    case "connected":
      return (
        <div className="rc-bluetooth">
          {folded ? <Details summary="カードリーダーを替える">{actions}</Details> : actions}
        </div>
      );
    case "choosing":
    case "connecting":
      return (
        <div className="rc-bluetooth">
          <p role="status">{cause}</p>
          {actions}
        </div>
      );
    case "unreachable":
    case "wrong-key":
    case "off":
      return (
        <div className="rc-bluetooth">
          <Notice tone="warning" title={title} live>
            <p>{cause}</p>
            <ol>
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            {actions}
          </Notice>
        </div>
      );
  }
}
