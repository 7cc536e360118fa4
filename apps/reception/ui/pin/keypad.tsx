import { useState } from "react";
import type { ReactNode } from "react";

const ORDER = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"] as const;

const japanese = {
  keys: "数字のボタン",
  clear: "消す",
  back: "1つ戻す",
  shuffle: "数字の並びを変える",
};

type KeypadProps = {
  /** In the patient's language, where they have a screen of their own. */
  words?: Readonly<typeof japanese>;
  /** Stands under the digits, above the choice of their order. */
  children: ReactNode;
  onDigit: (digit: string) => void;
  onDelete: () => void;
  onClear: () => void;
};

/** Digits to press. Shuffled on request, against eyes on the finger: people find their number by its place, so not unasked. */
export function Keypad(props: KeypadProps) {
  const { words = japanese, children, onDigit, onDelete, onClear } = props;
  const [order, setOrder] = useState<readonly string[]>(ORDER);
  const last = order.at(-1) ?? "0";
  const key = (digit: string) => (
    <button key={digit} type="button" onClick={() => onDigit(digit)}>
      {digit}
    </button>
  );
  return (
    <>
      {/* The input keeps the focus, so that keys and buttons can be mixed. */}
      <div
        className="rc-keys"
        role="group"
        aria-label={words.keys}
        onPointerDown={(event) => event.preventDefault()}
      >
        {order.slice(0, -1).map(key)}
        <button type="button" className="rc-key-word" onClick={onClear}>
          {words.clear}
        </button>
        {key(last)}
        <button type="button" className="rc-key-word" onClick={onDelete}>
          {words.back}
        </button>
      </div>
      {children}
      <label className="rc-shuffle">
        <input
          type="checkbox"
          onChange={({ target }) => setOrder(target.checked ? shuffled(ORDER) : ORDER)}
        />
        {words.shuffle}
      </label>
    </>
  );
}

/** Fisher–Yates with the browser's cryptographic randomness. */
function shuffled(digits: readonly string[]): string[] {
  const result = [...digits];
  for (let left = result.length; left > 1; left -= 1) {
    const [pick] = crypto.getRandomValues(new Uint32Array(1));
    result.push(...result.splice((pick ?? 0) % left, 1));
  }
  return result;
}
