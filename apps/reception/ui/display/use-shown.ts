import { useEffect, useRef } from "react";
import type { PatientLanguage } from "../patient/languages.ts";
import type { PatientWindow } from "./patient-window.ts";
import type { FromPatient, PatientView } from "./protocol.ts";

export type Showing = {
  window: PatientWindow;
  language: PatientLanguage | null;
  onLanguage: (language: PatientLanguage | null) => void;
};

/** Shows the patient a view for as long as the part is there, and hears what they do with it. */
export function useShown(
  { window, language, onLanguage }: Showing,
  view: PatientView,
  onMessage: (message: FromPatient) => void,
): void {
  const isLarge = document.documentElement.dataset["type"] === "large";
  const shown = useRef<{ window: PatientWindow; text: string } | null>(null);
  useEffect(() => {
    const next = { view, language, isLarge };
    const text = JSON.stringify(next);
    if (text === shown.current?.text && window === shown.current.window) return;
    shown.current = { window, text };
    window.show(next);
  });
  useEffect(() =>
    window.listen((message) => {
      if (message.type === "language") onLanguage(message.language);
      else onMessage(message);
    }),
  );
}
