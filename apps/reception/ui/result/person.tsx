import { sexWords } from "@madoguchi/contract";
import type { PersonAnswer } from "@madoguchi/contract";
import { Fact } from "./fact.tsx";
import { ageOn, dateWord } from "./words.ts";

/** Whose card it is, to be compared with who stands there. */
export function Person({ person, asOf }: { person: PersonAnswer; asOf: string }) {
  const { name, kana, sex, birthDate } = person;
  return (
    <dl className="rc-person">
      <Fact label="フリガナ" value={kana} />
      <Fact label="氏名" value={name} size="large" />
      <Fact label="性別" value={sexWords[sex]} />
      <Fact label="生年月日" value={dateWord(birthDate)} note={`${ageOn(birthDate, asOf)}歳`} />
    </dl>
  );
}
