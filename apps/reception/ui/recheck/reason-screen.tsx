import { recheckReasons } from "@madoguchi/contract";
import type { RecentCheck, RecheckRequest } from "@madoguchi/contract";
import {
  Button,
  ButtonRow,
  DescriptionList,
  ErrorSummary,
  RadioGroup,
  TextField,
} from "@madoguchi/ui";
import { useRef, useState } from "react";
import type { FormEvent } from "react";
import { checkedAtWord, dateWord } from "../result/words.ts";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { readReason } from "./question.ts";
import type { ReasonErrors } from "./question.ts";
import { reasonWords, wayWord } from "./words.ts";

type ReasonScreenProps = {
  check: RecentCheck;
  facilityName: string;
  busy: boolean;
  onAsk: (request: RecheckRequest) => void;
  onBack: () => void;
};

const options = recheckReasons.map((value) => ({ value, label: reasonWords[value] }));

/** Why the same patient is asked for again: it stands in the record. */
export function ReasonScreen({ check, facilityName, busy, onAsk, onBack }: ReasonScreenProps) {
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<ReasonErrors>({});
  const [tries, setTries] = useState(0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const data = new FormData(form.current ?? undefined);
    const typed = { reason: String(data.get("reason")), note: String(data.get("note")) };
    const reading = readReason(check.checkId, typed);
    setTries(tries + 1);
    setErrors(reading.ok ? {} : reading.errors);
    if (reading.ok) onAsk(reading.request);
  };
  const wrong = Object.entries(errors).map(([name, message]) => ({ name, message }));
  return (
    <main className="rc-main rc-recheck">
      <ScreenHeading title={`${wrong.length > 0 ? "エラー：" : ""}再照会の理由`}>
        再照会の理由を
        <wbr />
        選んでください
      </ScreenHeading>
      <ErrorSummary key={tries} errors={wrong} />
      <DescriptionList
        items={[
          { term: "患者さん", detail: `${check.kana}（${check.name}）` },
          { term: "生年月日", detail: dateWord(check.birthDate) },
          { term: "もとの確認", detail: `${checkedAtWord(check.checkedAt)}　${wayWord(check)}` },
        ]}
      />
      <form ref={form} className="mg-form" noValidate autoComplete="off" onSubmit={submit}>
        <RadioGroup
          name="reason"
          label="理由"
          required
          options={options}
          {...(errors.reason === undefined ? {} : { error: errors.reason })}
        />
        <TextField
          name="note"
          label="「その他」の理由"
          help="100文字まで。患者さんの病気などは書かないでください。"
          maxLength={100}
          autoComplete="off"
          {...(errors.note === undefined ? {} : { error: errors.note })}
        />
        <p>理由と照会した日時は、{facilityName}の記録に残ります。</p>
        <ButtonRow>
          <Button size="large" aria-disabled={busy || undefined}>
            {busy ? "照会しています" : "カードなしで再照会する"}
          </Button>
          <Button type="button" size="large" variant="secondary" onClick={onBack}>
            選び直す
          </Button>
        </ButtonRow>
      </form>
    </main>
  );
}
