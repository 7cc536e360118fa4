import { Button, ButtonRow, Icon } from "@madoguchi/ui";
import { useEffect, useState } from "react";
import { PIN_LENGTH, PinBuffer } from "../pin/pin-buffer.ts";
import { TriesLeft } from "../pin/tries-left.tsx";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { wipe } from "./patient-window.ts";
import type { FromPatient, PinKey } from "./protocol.ts";
import { useDigits } from "./use-digits.ts";
import { useShown } from "./use-shown.ts";
import type { Showing } from "./use-shown.ts";

type PinAtPatientProps = Showing & {
  turn: number;
  triesLeft: number | null;
  wrong: boolean;
  firstUse: boolean;
  /** Takes the digits over, and wipes them. */
  onPin: (pin: Uint8Array) => void;
  onVisual: () => void;
  onGiveUp: () => void;
  onTakeBack: () => void;
};

/**
 * The digits come one by one from the patient's window, or from a number pad while this one has the focus. They stand here
 * alone, in the bytes that are wiped; both windows are told how many there are.
 */
export function PinAtPatient(props: PinAtPatientProps) {
  const { turn, triesLeft, wrong, firstUse, onPin, onVisual, onGiveUp, onTakeBack } = props;
  const [buffer] = useState(() => new PinBuffer());
  const [length, setLength] = useState(0);
  const [tooShort, setTooShort] = useState(false);
  useEffect(() => () => buffer.clear(), [buffer]);

  const change = (edit: () => void) => {
    edit();
    setLength(buffer.length);
    setTooShort(false);
  };
  const press = (key: PinKey) => {
    switch (key) {
      case "back":
        return change(() => buffer.pop());
      case "clear":
        return change(() => buffer.clear());
      case "give-up":
        return onGiveUp();
      case "no-pin":
        return firstUse ? onGiveUp() : onVisual();
      case "confirm": {
        const pin = buffer.release();
        if (pin === null) return setTooShort(true);
        change(() => buffer.clear());
        return onPin(pin);
      }
    }
  };
  const hear = (message: FromPatient) => {
    if (message.type === "digit" && message.turn === turn) {
      change(() => buffer.pushByte(message.digit));
    } else if (message.type === "key" && message.turn === turn) press(message.key);
    else wipe(message);
  };
  useShown(props, { kind: "pin", turn, triesLeft, wrong, firstUse, length, tooShort }, hear);
  useDigits({ onDigit: (digit) => change(() => buffer.push(digit)), onKey: press });

  return (
    <main className="rc-main rc-pin rc-display-pin">
      <ScreenHeading title="患者さんの入力待ち">
        患者さんが
        <wbr />
        暗証番号を入力しています
      </ScreenHeading>
      <p>患者さん用の画面で入力していただきます。番号は、この画面には出ません。</p>
      <TriesLeft triesLeft={triesLeft} wrong={wrong} />
      <p className="rc-display-dots" role="img" aria-label={`4桁のうち${length}桁`}>
        {Array.from({ length: PIN_LENGTH }, (_, index) => (
          <span key={index} data-filled={index < length || undefined} />
        ))}
      </p>
      <p className="rc-pin-short" role="status">
        {tooShort && (
          <>
            <Icon name="error" />
            あと{PIN_LENGTH - length}桁足りません。
          </>
        )}
      </p>
      <ButtonRow>
        <Button type="button" size="large" onClick={onTakeBack}>
          この画面で入力していただく
        </Button>
        {!firstUse && (
          <Button type="button" variant="secondary" onClick={onVisual}>
            <Icon name="person" />
            顔写真で確認する
          </Button>
        )}
        <Button type="button" variant="quiet" onClick={onGiveUp}>
          取りやめる
        </Button>
      </ButtonRow>
    </main>
  );
}
