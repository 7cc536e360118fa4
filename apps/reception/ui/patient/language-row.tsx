import { isPatientLanguage, patientLanguages } from "./languages.ts";
import type { PatientLanguage } from "./languages.ts";

type LanguageRowProps = {
  language: PatientLanguage | null;
  onChoose: (language: PatientLanguage) => void;
  /** Where nothing but this row leads back. */
  onJapanese?: () => void;
};

/** One press by the patient, who looks for the name of their own language. */
export function LanguageRow({ language, onChoose, onJapanese }: LanguageRowProps) {
  const languages = Object.entries(patientLanguages);
  return (
    <nav className="rc-languages" aria-label="患者さんの言葉">
      <ul>
        {onJapanese && (
          <li>
            <button type="button" lang="ja" aria-pressed={language === null} onClick={onJapanese}>
              日本語
            </button>
          </li>
        )}
        {languages.map(([code, name]) => (
          <li key={code}>
            <button
              type="button"
              lang={code}
              aria-pressed={code === language}
              onClick={() => isPatientLanguage(code) && onChoose(code)}
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
