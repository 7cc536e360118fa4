/** The patient's side in their own language, in a file of its own: most patients never need it. */
import { Button } from "@madoguchi/ui";
import type { Desk } from "../state/screen.ts";
import type { PatientLanguage } from "./languages.ts";
import { toldIn } from "./situation.ts";
import { buttonsIn, patientTexts } from "./texts.ts";

type PatientSentenceProps = { desk: Desk; language: PatientLanguage; onEnd: () => void };

/** Above the screen, which stays as it is for the staff. */
export function PatientSentence({ desk, language, onEnd }: PatientSentenceProps) {
  const { situation, triesLeft } = toldIn(desk);
  const { sentences, words } = patientTexts[language];
  const buttons = buttonsIn[situation] ?? [];
  return (
    <section className="rc-patient" aria-label="患者さんへの案内">
      <div lang={language} aria-live="polite">
        <p className="rc-patient-sentence">
          {sentences[situation].replace("{n}", String(triesLeft ?? ""))}
        </p>
      </div>
      {buttons.length > 0 && (
        <ul className="rc-patient-words">
          {buttons.map((word) => (
            <li key={word}>
              <b>{word}</b>
              {" = "}
              <span lang={language}>{words[word]}</span>
            </li>
          ))}
        </ul>
      )}
      <Button type="button" variant="quiet" onClick={onEnd}>
        日本語だけに戻す
      </Button>
    </section>
  );
}
