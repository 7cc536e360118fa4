/** Who is meant by what was typed: by the reading, folded, from anywhere in it. */
import type { Answer } from "@madoguchi/contract";
import { nameKey } from "@madoguchi/notation";

export function matching(answers: readonly Answer[], typed: string): readonly Answer[] {
  const wanted = nameKey(typed);
  if (wanted === "") return answers;

  return answers.filter(({ person }) => person !== null && nameKey(person.kana).includes(wanted));
}
