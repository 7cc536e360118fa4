import { Icon } from "@madoguchi/ui";
import { useState } from "react";

type FactProps = {
  label: string;
  /** `null` is shown as なし, and there is nothing to copy. */
  value: string | null;
  /** Stands after the value and is not copied. */
  note?: string;
  /** A large fact is read from further away. */
  size?: "large";
};

/** One item of the answer, and a button to take it over into another program. */
export function Fact({ label, value, note, size }: FactProps) {
  return (
    <div className="rc-fact" data-size={size}>
      <dt>{label}</dt>
      <dd>
        {value === null ? (
          <span className="rc-none">なし</span>
        ) : (
          <>
            <span className="rc-value">
              {value}
              {note !== undefined && <span className="rc-note">（{note}）</span>}
            </span>
            <Copy label={label} value={value} />
          </>
        )}
      </dd>
    </div>
  );
}

const words = { ready: "コピー", copied: "コピーしました", failed: "コピーできません" } as const;

function Copy({ label, value }: { label: string; value: string }) {
  const [state, setState] = useState<keyof typeof words>("ready");
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setState("copied"),
      () => setState("failed"),
    );
  return (
    <button
      type="button"
      className="rc-copy"
      onClick={() => void copy()}
      onBlur={() => setState("ready")}
    >
      <Icon name={state === "copied" ? "check" : "copy"} />
      <span aria-live="polite">{words[state]}</span>
      <span className="mg-visually-hidden">：{label}</span>
    </button>
  );
}
