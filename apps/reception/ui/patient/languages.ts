/** Beside Japanese, which stands on every screen: the languages of the portal's posters, and Portuguese. */
export const patientLanguages = {
  "ja-x-easy": "やさしい日本語",
  en: "English",
  "zh-Hans": "简体中文",
  ko: "한국어",
  vi: "Tiếng Việt",
  pt: "Português",
} as const;
export type PatientLanguage = keyof typeof patientLanguages;

export function isPatientLanguage(text: string): text is PatientLanguage {
  return Object.hasOwn(patientLanguages, text);
}
