import { Icon } from "./icon.tsx";

export type Step = {
  label: string;
  state: "done" | "current" | "upcoming";
  /** A step that can be gone back to. */
  href?: string;
};

const stateWords = {
  done: "入力済み",
  current: "いまここ",
  upcoming: "このあと",
} satisfies Record<Step["state"], string>;

type StepsProps = {
  /** What the steps lead to: 「利用申請の手順」. */
  label: string;
  steps: readonly Step[];
};

/** Where one stands in a form of several pages. */
export function Steps({ label, steps }: StepsProps) {
  return (
    <nav aria-label={label}>
      <ol className="mg-steps">
        {steps.map((step, index) => (
          <li
            key={step.label}
            data-state={step.state}
            aria-current={step.state === "current" ? "step" : undefined}
          >
            <span className="mg-steps-mark">
              {step.state === "done" ? <Icon name="check" /> : index + 1}
            </span>
            <span className="mg-steps-text">
              {step.href === undefined ? step.label : <a href={step.href}>{step.label}</a>}
              <small>{stateWords[step.state]}</small>
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}
