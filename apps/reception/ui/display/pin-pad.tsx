import { Button, Icon } from "@madoguchi/ui";
import { Keypad } from "../pin/keypad.tsx";
import type { PatientView, PinKey } from "./protocol.ts";
import { Sentence } from "./sentence.tsx";
import { counted } from "./texts.ts";
import type { Texts } from "./texts.ts";
import { useDigits } from "./use-digits.ts";

type PinPadProps = {
  view: Extract<PatientView, { kind: "pin" }>;
  texts: Texts;
  onDigit: (digit: string) => void;
  onKey: (key: PinKey) => void;
};

const BOXES = [0, 1, 2, 3];

/** Each digit leaves this window as it is pressed; how many there are comes back. */
export function PinPad({ view, texts, onDigit, onKey }: PinPadProps) {
  const { words, buttons, questions } = texts;
  const { triesLeft, wrong, firstUse, length, tooShort } = view;
  useDigits({ onDigit, onKey });
  return (
    <main className="rc-main rc-pin rc-own-pin">
      <Sentence>{wrong ? counted(questions["pin-wrong"], triesLeft ?? 0) : questions.pin}</Sentence>
      {firstUse && (
        <p className="rc-pin-purpose">
          <Icon name="card" />
          {words.firstUsePin}
        </p>
      )}
      {!wrong && triesLeft !== null && <p>{counted(words.tries, triesLeft)}</p>}
      <div className="rc-pin-boxes" data-length={length} aria-hidden="true">
        {BOXES.map((index) => (
          <span key={index} data-filled={index < length || undefined} />
        ))}
      </div>
      <p className="mg-visually-hidden" role="status">
        {length > 0 && counted(words.typed, length)}
      </p>
      <p className="rc-pin-short" role="alert">
        {tooShort && (
          <>
            <Icon name="error" />
            {counted(words.tooShort, BOXES.length - length)}
          </>
        )}
      </p>
      <Keypad
        words={words}
        onDigit={onDigit}
        onDelete={() => onKey("back")}
        onClear={() => onKey("clear")}
      >
        <div className="rc-pin-buttons">
          <Button type="button" size="large" onClick={() => onKey("confirm")}>
            {buttons.確認する}
          </Button>
          {!firstUse && (
            <Button type="button" variant="secondary" onClick={() => onKey("no-pin")}>
              {words["no-pin"]}
            </Button>
          )}
          <Button type="button" variant="quiet" onClick={() => onKey("give-up")}>
            {buttons.取りやめる}
          </Button>
        </div>
      </Keypad>
    </main>
  );
}
