import type { CheckPurpose } from "@madoguchi/contract";
import { Icon } from "@madoguchi/ui";
import type { CardPlace } from "../../phone/card-place.ts";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import type { ReadingStep } from "../state/screen.ts";

type Steps = readonly (readonly [ReadingStep, string])[];

const stepsOf = {
  pinCheck: [
    ["connecting", "窓口につなぐ"],
    ["reading", "カードを読み取る"],
    ["verifying", "暗証番号を確かめる"],
    ["signing", "カードが署名する"],
    ["asking", "資格を確認する"],
  ],
  visualCheck: [
    ["connecting", "窓口につなぐ"],
    ["reading", "カードを読み取る"],
    ["verifying", "番号を確かめる"],
    ["photo", "顔写真を読み取る"],
    ["signing", "カードが署名する"],
    ["asking", "資格を確認する"],
  ],
} as const satisfies Record<CheckPurpose, Steps>;

type ReadingScreenProps =
  | { step: ReadingStep; purpose: CheckPurpose; place: CardPlace; brief?: false }
  /** Only the tries left are being read: over before a list could be. */
  | { brief: true };

export function ReadingScreen(props: ReadingScreenProps) {
  return (
    <main className="rc-main rc-reading" aria-busy="true">
      <ScreenHeading title="確認しています">
        {props.brief ? "カードを確かめています" : "確認しています"}
      </ScreenHeading>
      <p className="rc-lead">{leadOf(props)}</p>
      {!props.brief && <ReadingProgress now={props.step} steps={stepsOf[props.purpose]} />}
    </main>
  );
}

function leadOf(props: ReadingScreenProps): string {
  if (!props.brief && props.step === "asking") return "カードは取っていただいて構いません。";
  if (!props.brief && props.step === "connecting" && props.place === "phone")
    return "カードは、このあとの案内が出てから当ててください。";
  return "カードを動かさずに、お待ちください。";
}

function ReadingProgress({ now: step, steps }: { now: ReadingStep; steps: Steps }) {
  // A reader opens in no time, and then reads.
  const shown = step === "opening" ? "reading" : step;
  const now = steps.findIndex(([name]) => name === shown);
  return (
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
  );
}
