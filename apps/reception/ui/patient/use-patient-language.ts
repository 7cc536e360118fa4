import { useEffect, useState } from "react";
import type { Desk } from "../state/screen.ts";
import type { PatientLanguage } from "./languages.ts";

const IDLE_SECONDS = 120;

/** The language of the patient who stands there; it ends with them, or when nobody comes. */
export function usePatientLanguage({ screen }: Desk) {
  const [language, setLanguage] = useState<PatientLanguage | null>(null);
  // A card that slipped off and is laid down again is still the same patient's.
  const isFree = screen.kind === "waiting" && screen.notice === null;
  const [wasFree, setWasFree] = useState(isFree);
  if (isFree !== wasFree) {
    setWasFree(isFree);
    if (isFree) setLanguage(null);
  }
  useEffect(() => {
    if (!isFree || language === null) return undefined;
    const timer = setTimeout(() => setLanguage(null), IDLE_SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [isFree, language]);

  return [language, setLanguage] as const;
}
