import { useEffect, useState, useSyncExternalStore } from "react";
import { LanguageRow } from "../patient/language-row.tsx";
import type { PatientLanguage } from "../patient/languages.ts";
import { ConsentQuestions } from "./consent-questions.tsx";
import { PinPad } from "./pin-pad.tsx";
import type { Shown } from "./protocol.ts";
import type { StaffWindow } from "./staff-window.ts";
import { textsIn } from "./texts.ts";
import { ToldView } from "./told-view.tsx";

/** The patient's side alone, in the patient's language. Nobody's name and nothing of an answer ever comes here. */
export function PatientScreen({ staff }: { staff: StaffWindow }) {
  const heard = useSyncExternalStore(staff.subscribe, staff.heard);
  const [last, setLast] = useState<PatientLanguage | null>(null);
  if (typeof heard !== "string" && heard.language !== last) setLast(heard.language);
  useEffect(() => {
    document.title = "患者さん用の画面｜マイナ資格確認 受付";
  }, []);
  useEffect(() => {
    if (typeof heard === "string") return;
    document.documentElement.dataset["type"] = heard.isLarge ? "large" : "normal";
  }, [heard]);
  const texts = textsIn(last);
  if (typeof heard === "string") {
    return (
      <div className="rc-page rc-own" lang={texts.lang}>
        <ToldView situation={heard === "lost" ? "lost" : "rest"} texts={texts} />
      </div>
    );
  }
  return (
    <div className="rc-page rc-own">
      <div className="rc-page" lang={texts.lang}>
        <View shown={heard} staff={staff} />
      </div>
      <LanguageRow
        language={heard.language}
        onChoose={(language) => staff.say({ type: "language", language })}
        onJapanese={() => staff.say({ type: "language", language: null })}
      />
    </div>
  );
}

function View({ shown, staff }: { shown: Shown; staff: StaffWindow }) {
  const { view, language } = shown;
  const texts = textsIn(language);
  switch (view.kind) {
    case "told":
      return <ToldView situation={view.situation} texts={texts} />;
    case "pin":
      return (
        <PinPad
          key={view.turn}
          view={view}
          texts={texts}
          onDigit={(digit) => staff.digit(view.turn, digit)}
          onKey={(key) => staff.key(view.turn, key)}
        />
      );
    case "consent":
      return (
        <ConsentQuestions
          key={view.turn}
          view={view}
          texts={texts}
          onChosen={(choices) => staff.say({ type: "consents", turn: view.turn, choices })}
        />
      );
  }
}
