import { Button, ButtonRow, Icon } from "@madoguchi/ui";
import { type Ask, explain, type Progress, stepWords } from "../../self-test/index.ts";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { CardPicture } from "../waiting/card-picture.tsx";
import { PhonePicture } from "../waiting/phone-picture.tsx";
import { askWords, gradeLook } from "./words.ts";

type RunningScreenProps = { progress: Progress; isIphone: boolean; onLeave: () => void };

/** What to do now, large; under it what has been found. */
export function RunningScreen({ progress, isIphone, onLeave }: RunningScreenProps) {
  const { ask, step, findings } = progress;
  const words = ask === null ? null : askWords[ask];
  return (
    <main className="rc-main rc-test" aria-busy={ask === null}>
      <div className="rc-test-now" data-asks={ask !== null || undefined}>
        {ask !== null && <AskPicture ask={ask} isIphone={isIphone} />}
        <ScreenHeading title={words?.title ?? "調べています"}>
          {words?.title ?? "調べています"}
        </ScreenHeading>
        <p className="rc-lead">{words?.how ?? "カードを動かさずに、お待ちください。"}</p>
      </div>
      <ol className="rc-test-steps" aria-label="調べたこと">
        {findings.map((finding) => {
          const { grade, result } = explain(finding);
          return (
            <li key={finding.step} data-grade={grade}>
              <Icon name={gradeLook[grade].icon} />
              <span>{stepWords[finding.step]}</span>
              <span>{result}</span>
            </li>
          );
        })}
        {step !== null && (
          <li aria-current="step">
            <Icon name="clock" />
            <span>{stepWords[step]}</span>
            <span>{ask === null ? "調べています" : "待っています"}</span>
          </li>
        )}
      </ol>
      <ButtonRow>
        <Button type="button" variant="secondary" onClick={onLeave}>
          やめる
        </Button>
      </ButtonRow>
    </main>
  );
}

function AskPicture({ ask, isIphone }: { ask: Ask; isIphone: boolean }) {
  switch (ask) {
    case "place-card":
    case "place-again":
      return <CardPicture />;
    case "take-card":
      return <CardPicture leaving />;
    case "hold-card":
    case "hold-again":
      return <PhonePicture isIphone={isIphone} />;
  }
}
