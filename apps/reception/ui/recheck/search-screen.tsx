import { outcomeWords } from "@madoguchi/contract";
import type { RecentCheck, RecentChecks } from "@madoguchi/contract";
import { Button, ButtonRow, EmptyState, Table, TextField, VisuallyHidden } from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import { useRef, useState } from "react";
import type { FormEvent } from "react";
import { checkedAtWord, dateWord } from "../result/words.ts";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { readSearch } from "./question.ts";
import type { TypedSearch } from "./question.ts";
import type { RecentChecksRequest } from "@madoguchi/contract";
import { operatorWord, wayWord } from "./words.ts";

type SearchScreenProps = {
  /** Null: nothing was searched for yet. */
  found: RecentChecks | null;
  typed: TypedSearch;
  busy: boolean;
  onSearch: (request: RecentChecksRequest, typed: TypedSearch) => void;
  onChosen: (check: RecentCheck) => void;
  onLeave: () => void;
};

/** Whom it may be: those who were checked here this month. */
export function SearchScreen(props: SearchScreenProps) {
  const { found, typed, busy, onSearch, onChosen, onLeave } = props;
  const form = useRef<HTMLFormElement>(null);
  const [error, setError] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const data = new FormData(form.current ?? undefined);
    const now = { kana: String(data.get("kana")), birthDate: String(data.get("birthDate")) };
    const reading = readSearch(now);
    setError(reading.ok ? null : reading.message);
    if (reading.ok) onSearch(reading.request, now);
  };
  return (
    <main className="rc-main rc-recheck">
      <ScreenHeading title={`${error === null ? "" : "エラー："}カードなしで再照会`}>
        カードなしで再照会
      </ScreenHeading>
      <p className="rc-lead">
        今月この施設でカードを確認した患者さんの資格を、カードなしでもう一度確認します。
      </p>
      <form
        ref={form}
        className="mg-form rc-recheck-search"
        noValidate
        autoComplete="off"
        onSubmit={submit}
      >
        <TextField
          name="kana"
          label="フリガナのはじめ"
          help="例：ヤマダ"
          width={20}
          value={typed.kana}
          maxLength={40}
          autoComplete="off"
        />
        <TextField
          name="birthDate"
          label="生年月日"
          help="例：昭和55年2月17日、1980-2-17"
          width={20}
          value={typed.birthDate}
          autoComplete="off"
          {...(error === null ? {} : { error })}
        />
        <ButtonRow>
          <Button size="large" aria-disabled={busy || undefined}>
            {busy ? "探しています" : "患者さんを探す"}
          </Button>
          <Button type="button" size="large" variant="secondary" onClick={onLeave}>
            受付に戻る
          </Button>
        </ButtonRow>
      </form>
      <div aria-live="polite">{found !== null && <Found found={found} onChosen={onChosen} />}</div>
    </main>
  );
}

type FoundProps = { found: RecentChecks; onChosen: (check: RecentCheck) => void };

function Found({ found: { checks, more }, onChosen }: FoundProps) {
  if (checks.length === 0) {
    return (
      <EmptyState title="今月この施設で確認した方に、合う方がいません">
        <p>フリガナを短くするか、生年月日を空にして探してください。</p>
        <p>今月まだカードで確認していない方は、カードで確認してください。</p>
      </EmptyState>
    );
  }
  const columns: Column<RecentCheck>[] = [
    {
      key: "person",
      header: "患者さん",
      rowHeader: true,
      cell: ({ kana, name }) => (
        <>
          {kana}
          <br />
          {name}
        </>
      ),
    },
    { key: "birth", header: "生年月日", cell: ({ birthDate }) => dateWord(birthDate) },
    { key: "at", header: "確認した日時", cell: ({ checkedAt }) => checkedAtWord(checkedAt) },
    { key: "way", header: "確認方法", cell: wayWord },
    { key: "outcome", header: "結果", cell: ({ outcome }) => outcomeWords[outcome] },
    ...(checks.some(({ operator }) => operator !== undefined)
      ? [{ key: "operator", header: "担当者", cell: operatorWord }]
      : []),
    {
      key: "choose",
      header: "操作",
      cell: (check) =>
        check.way === "recheck" ? (
          "カードで確認した行を選んでください"
        ) : (
          <Button type="button" variant="secondary" onClick={() => onChosen(check)}>
            この方を選ぶ
            <VisuallyHidden>
              ：{check.kana}さん、{checkedAtWord(check.checkedAt)}の確認
            </VisuallyHidden>
          </Button>
        ),
    },
  ];
  return (
    <>
      <Table
        caption={`今月の確認（新しい順）　${checks.length}件`}
        columns={columns}
        rows={checks}
        rowKey={({ checkId }) => checkId}
      />
      {more && <p>ほかにもあります。フリガナか生年月日で絞ってください。</p>}
    </>
  );
}
