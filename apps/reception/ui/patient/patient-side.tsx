import { useModule } from "../shell/use-module.ts";
import type { Desk } from "../state/screen.ts";
import type { PatientLanguage } from "./languages.ts";

const load = () => import("./patient-sentence.tsx");

type PatientSideProps = { desk: Desk; language: PatientLanguage; onEnd: () => void };

/** Where its texts cannot be fetched, the counter goes on without them. */
export function PatientSide(props: PatientSideProps) {
  const module = useModule(load);

  return module && <module.PatientSentence {...props} />;
}
