import { Icon } from "@madoguchi/ui";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import type { ReadingStep } from "../state/screen.ts";

const steps = [
  ["connecting", "窓口につなぐ"],
  ["reading", "カードを読み取る"],
  ["verifying", "暗証番号を確かめる"],
  ["signing", "カードが署名する"],
  ["asking", "資格を確認する"],
] as const satisfies readonly (readonly [ReadingStep, string])[];

type ReadingScreenProps = {
  step: ReadingStep;
  /** Only the tries left are being read: over before a list could be. */
  brief?: boolean;
};

export function ReadingScreen({ step, brief = false }: ReadingScreenProps) {
  const now = steps.findIndex(([name]) => name === step);
  const free = step === "asking";
  return (
    <main className="rc-main rc-reading" aria-busy="true">
      <ScreenHeading title="確認しています">
        {brief ? "カードを確かめています" : "確認しています"}
      </ScreenHeading>
      <p className="rc-lead">
        {free ? "カードは取っていただいて構いません。" : "カードを動かさずに、お待ちください。"}
      </p>
      {!brief && (
        <ol className="rc-progress">
          {steps.map(([name, words], index) => (
            <li key={name} data-state={index < now ? "done" : index === now ? "now" : "later"}>
              <span className="rc-progress-mark">
                {index < now ? <Icon name="check" /> : index + 1}
              </span>
              {words}
              <span className="rc-progress-word">
                {index < now ? "済み" : index === now ? "いまここ" : ""}
              </span>
            </li>
          ))}
        </ol>
      )}
    </main>
  );
}
