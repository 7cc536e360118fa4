import { Button, Icon } from "@madoguchi/ui";
import { useEffect, useRef, useState } from "react";
import type { FormEvent } from "react";
import type { CardPlace } from "../../phone/card-place.ts";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { Keypad } from "./keypad.tsx";
import { PIN_LENGTH, PinBuffer } from "./pin-buffer.ts";
import { TriesLeft } from "./tries-left.tsx";
import { WithoutPin } from "./without-pin.tsx";

type PinScreenProps = {
  triesLeft: number | null;
  wrong: boolean;
  place: CardPlace;
  /** The PIN signs the consent to 保険証利用登録: there is no other way to that. */
  firstUse: boolean;
  /** Takes the digits over, and wipes them. */
  onPin: (pin: Uint8Array) => void;
  onVisual: () => void;
  onGiveUp: () => void;
};

/** The patient's turn. The digits stand in bytes that are wiped; the input and React hold only how many there are. */
export function PinScreen(props: PinScreenProps) {
  const { triesLeft, wrong, place, firstUse, onPin, onVisual, onGiveUp } = props;
  const [buffer] = useState(() => new PinBuffer());
  const [length, setLength] = useState(0);
  const [tooShort, setTooShort] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    input.current?.focus();
    return () => buffer.clear();
  }, [buffer]);

  const change = (edit: () => void) => {
    edit();
    if (input.current) input.current.value = buffer.marks;
    setLength(buffer.length);
    setTooShort(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const pin = buffer.release();
    if (pin === null) {
      setTooShort(true);
      input.current?.focus();
      return;
    }
    change(() => buffer.clear());
    onPin(pin);
  };

  return (
    <main className="rc-main rc-pin">
      <form onSubmit={submit} noValidate autoComplete="off">
        <ScreenHeading title="暗証番号の入力" keepFocus>
          <label htmlFor="pin">4桁の暗証番号を入力してください</label>
        </ScreenHeading>
        {firstUse && (
          <p className="rc-pin-purpose">
            <Icon name="card" />
            健康保険証の利用登録に同意する署名に使います。
          </p>
        )}
        <TriesLeft triesLeft={triesLeft} wrong={wrong} />
        <div className="rc-pin-boxes" data-length={length}>
          {Array.from({ length: PIN_LENGTH }, (_, index) => (
            <span key={index} aria-hidden="true" data-filled={index < length || undefined} />
          ))}
          <input
            ref={input}
            id="pin"
            type="password"
            // A phone's own keyboard would lie over our keys.
            inputMode={place === "phone" ? "none" : "numeric"}
            autoComplete="off"
            maxLength={PIN_LENGTH}
            aria-describedby="tries-left pin-short"
            aria-invalid={tooShort || undefined}
            onInput={(event) => {
              const text = event.currentTarget.value;
              change(() => buffer.takeFrom(text));
            }}
          />
        </div>
        <p className="rc-pin-short" id="pin-short" role="alert">
          {tooShort && (
            <>
              <Icon name="error" />
              あと{PIN_LENGTH - length}桁足りません。4桁すべてを入力してください。
            </>
          )}
        </p>
        <Keypad
          onDigit={(digit) => change(() => buffer.push(digit))}
          onDelete={() => change(() => buffer.pop())}
          onClear={() => change(() => buffer.clear())}
        >
          <div className="rc-pin-buttons">
            <Button size="large">確認する</Button>
            <Button type="button" variant="quiet" onClick={onGiveUp}>
              取りやめる
            </Button>
          </div>
        </Keypad>
      </form>
      {!firstUse && <WithoutPin onVisual={onVisual} />}
    </main>
  );
}
