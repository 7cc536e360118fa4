import { Button, ButtonRow, ErrorSummary, Icon, TextField } from "@madoguchi/ui";
import { useEffect, useRef, useState } from "react";
import type { FormEvent } from "react";
import type { CardPlace } from "../../phone/card-place.ts";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { useErrorFocus } from "../shell/use-error-focus.ts";
import { readStatement, statementFields } from "./statement.ts";
import type { Claim, StatementErrors, StatementField, TypedStatement } from "./statement.ts";

type StatementScreenProps = {
  typed: TypedStatement | null;
  place: CardPlace;
  /** On a reader: it must lie there to be asked for the PIN. */
  cardPresent: boolean;
  onStated: (claim: Omit<Claim, "insertion">) => void;
  onGiveUp: () => void;
};

type FieldLook = {
  readonly label: string;
  readonly help: string;
  readonly width: 4 | 8 | 12 | 20;
  readonly required: boolean;
  readonly inputMode: "numeric" | "text";
};

const looks = {
  insurerNumber: {
    label: "保険者番号",
    help: "8桁か6桁の数字です。",
    width: 8,
    required: true,
    inputMode: "numeric",
  },
  symbol: {
    label: "記号",
    help: "書かれていないときは、空のままにします。",
    width: 12,
    required: false,
    inputMode: "text",
  },
  number: {
    label: "番号",
    help: "記号の次に書かれています。",
    width: 12,
    required: true,
    inputMode: "text",
  },
  branch: {
    label: "枝番",
    help: "2桁の数字です。書かれていないときは、空のままにします。",
    width: 4,
    required: false,
    inputMode: "numeric",
  },
  birthDate: {
    label: "生年月日",
    help: "例：昭和55年2月17日、1980-2-17",
    width: 20,
    required: true,
    inputMode: "text",
  },
  kana: {
    label: "氏名のフリガナ",
    help: "番号だけで決まらないときに使います。漢字は使いません。",
    width: 20,
    required: false,
    inputMode: "text",
  },
} as const satisfies Record<StatementField, FieldLook>;

/** What stands on the patient's paper, typed by either side of the counter. The inputs belong to the browser: nothing typed is lost. */
export function StatementScreen(props: StatementScreenProps) {
  const { typed, place, cardPresent, onStated, onGiveUp } = props;
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<StatementErrors>({});
  const [tries, setTries] = useState(0);
  const [noCard, setNoCard] = useState(false);
  const mustBeLaid = place === "reader" && !cardPresent;

  useEffect(() => input(form.current, "insurerNumber").focus(), []);
  useErrorFocus(tries);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const answers = readForm(form.current);
    const result = readStatement(answers);
    setTries(tries + 1);
    setErrors(result.kind === "mend" ? result.errors : {});
    setNoCard(result.kind === "stated" && mustBeLaid);
    if (result.kind === "mend" || mustBeLaid) return;
    onStated({ stated: result.stated, typed: answers });
  };
  const wrongFields = statementFields.flatMap((name) => {
    const message = errors[name];
    return message === undefined ? [] : [{ name, message }];
  });

  return (
    <main className="rc-main rc-statement">
      <ScreenHeading
        title={`${wrongFields.length > 0 ? "エラー：" : ""}保険の情報の入力`}
        keepFocus
      >
        保険の情報を
        <wbr />
        入力してください
      </ScreenHeading>
      <p className="rc-lead">
        「資格情報のお知らせ」か「資格確認書」を見て、書かれているとおりに入力します。
      </p>
      <form ref={form} className="mg-form" noValidate autoComplete="off" onSubmit={submit}>
        <ErrorSummary errors={wrongFields} />
        <div className="rc-statement-fields">
          {statementFields.map((name) => (
            <TextField
              key={name}
              {...looks[name]}
              name={name}
              autoComplete="off"
              maxLength={60}
              value={typed?.[name]}
              error={errors[name]}
            />
          ))}
        </div>
        <ButtonRow sticky>
          <p className="rc-no-card" role="alert">
            {noCard && mustBeLaid && (
              <>
                <Icon name="card" />
                カードがリーダーにありません。カードを置いてから、もう一度「暗証番号の入力へ」を押してください。
              </>
            )}
          </p>
          <Button size="large">暗証番号の入力へ</Button>
          <Button type="button" variant="quiet" onClick={onGiveUp}>
            取りやめる
          </Button>
        </ButtonRow>
      </form>
    </main>
  );
}

function readForm(form: HTMLFormElement | null): TypedStatement {
  const value = (name: StatementField) => input(form, name).value;
  return {
    insurerNumber: value("insurerNumber"),
    symbol: value("symbol"),
    number: value("number"),
    branch: value("branch"),
    birthDate: value("birthDate"),
    kana: value("kana"),
  };
}

function input(form: HTMLFormElement | null, name: StatementField): HTMLInputElement {
  const element = form?.elements.namedItem(name);
  if (element instanceof HTMLInputElement) return element;
  throw new TypeError(`no input ${name}`);
}
