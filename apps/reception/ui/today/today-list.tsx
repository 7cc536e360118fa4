import { outcomeWords } from "@madoguchi/contract";
import type { Answer, RecentCheck } from "@madoguchi/contract";
import { tokyoDate } from "@madoguchi/notation";
import { Button, ButtonRow, Table, TextField, VisuallyHidden } from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import { useState } from "react";
import { Temporal } from "temporal-polyfill";
import { operatorWord, wayWord } from "../recheck/words.ts";
import { checkedAtWord } from "../result/words.ts";
import { matching } from "./search.ts";

type TodayListProps = {
  answers: readonly Answer[];
  onShown: (answer: Answer) => void;
  onRecheck: (check: RecentCheck) => void;
};

export function TodayList({ answers, onShown, onRecheck }: TodayListProps) {
  const [typed, setTyped] = useState("");
  const found = matching(answers, typed);
  const columns: Column<Answer>[] = [
    {
      key: "person",
      header: "患者さん",
      rowHeader: true,
      cell: ({ person }) =>
        person === null ? (
          "（氏名なし）"
        ) : (
          <>
            {person.kana}
            <br />
            {person.name}
          </>
        ),
    },
    { key: "at", header: "確認した日時", cell: ({ checkedAt }) => checkedAtWord(checkedAt) },
    { key: "outcome", header: "結果", cell: ({ outcome }) => outcomeWords[outcome] },
    { key: "way", header: "確認方法", cell: (answer) => wayOfAnswer(answer) },
    ...(answers.some(({ operator }) => operator !== undefined)
      ? [{ key: "operator", header: "担当者", cell: operatorWord }]
      : []),
    {
      key: "do",
      header: "操作",
      cell: (answer) => {
        const check = recheckable(answer);
        return (
          <ButtonRow>
            <Button type="button" variant="secondary" onClick={() => onShown(answer)}>
              結果を見る・印刷
              <Whose answer={answer} />
            </Button>
            {check !== null && (
              <Button type="button" variant="quiet" onClick={() => onRecheck(check)}>
                再照会
                <Whose answer={answer} />
              </Button>
            )}
          </ButtonRow>
        );
      },
    },
  ];
  return (
    <>
      <div
        className="rc-today-search"
        onChange={({ target }) => target instanceof HTMLInputElement && setTyped(target.value)}
      >
        <TextField
          name="kana"
          label="フリガナで探す"
          help="ひらがなでも探せます。例：やまだ"
          width={20}
          maxLength={40}
          autoComplete="off"
        />
      </div>
      <p role="status">
        {typed.trim() === "" ? `${answers.length}件` : `${answers.length}件のうち${found.length}件`}
      </p>
      {found.length === 0 ? (
        <p>このフリガナの方は、一覧にいません。短くして探してください。</p>
      ) : (
        <Table
          caption="確認した方（新しい順）"
          columns={columns}
          rows={found}
          rowKey={({ checkId }) => checkId}
        />
      )}
    </>
  );
}

function Whose({ answer: { person, checkedAt } }: { answer: Answer }) {
  return (
    <VisuallyHidden>
      ：{person === null ? "氏名なし" : `${person.kana}さん`}、{checkedAtWord(checkedAt)}の確認
    </VisuallyHidden>
  );
}

function wayOf({ recheck, purpose }: Answer): Pick<RecentCheck, "way" | "purpose"> {
  return { way: recheck === undefined ? "card" : "recheck", purpose };
}

function wayOfAnswer(answer: Answer): string {
  const word = wayWord(wayOf(answer));

  return answer.offline === undefined ? word : `${word}（オフライン）`;
}

/** By card, of somebody, in this month: what the center lets a counter ask for again (028). */
function recheckable(answer: Answer): RecentCheck | null {
  const { checkId, checkedAt, outcome, person, recheck } = answer;
  const month = (day: Temporal.PlainDate) => day.toPlainYearMonth().toString();
  const isThisMonth =
    month(tokyoDate(Temporal.Instant.from(checkedAt))) === month(tokyoDate(Temporal.Now.instant()));
  if (recheck !== undefined || person === null || !isThisMonth) return null;
  const { name, kana, birthDate } = person;

  return { checkId, checkedAt, ...wayOf(answer), outcome, name, kana, birthDate };
}
