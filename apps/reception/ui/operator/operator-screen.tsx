import type { Terminal } from "@madoguchi/contract";
import {
  Button,
  ButtonRow,
  Details,
  ErrorSummary,
  RadioGroup,
  TextField,
  VisuallyHidden,
} from "@madoguchi/ui";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { useErrorFocus } from "../shell/use-error-focus.ts";
import { addName, keepStaff, loadStaff, removeName } from "./kept.ts";
import type { Staff } from "./kept.ts";

type OperatorScreenProps = {
  terminal: Terminal;
  onChosen: (name: string) => void;
  /** Left out while nobody has been chosen. */
  onBack?: () => void;
};

type Errors = { readonly operator?: string; readonly newOperator?: string };

/** 担当者, in the place of the counter: chosen from the list, or added to it. Whoever was there last is chosen already. */
export function OperatorScreen({ terminal, onChosen, onBack }: OperatorScreenProps) {
  const { facilityCode } = terminal;
  const [staff, setStaff] = useState(() => loadStaff(facilityCode));
  const [errors, setErrors] = useState<Errors>({});
  const [tries, setTries] = useState(0);
  useErrorFocus(tries);
  const { names, last } = staff;
  const fail = (found: Errors) => {
    setErrors(found);
    setTries(tries + 1);
  };
  const keep = (changed: Staff) => {
    keepStaff(facilityCode, changed);
    setStaff(changed);
  };
  const begin = (changed: Staff, name: string) => {
    keep({ ...changed, last: name });
    onChosen(name);
  };
  const typed = (event: SubmitEvent<HTMLFormElement>, name: string) => {
    event.preventDefault();
    return String(new FormData(event.currentTarget).get(name) ?? "");
  };
  const choose = (event: SubmitEvent<HTMLFormElement>) => {
    const name = typed(event, "operator");
    if (!names.includes(name)) return fail({ operator: "担当者を選んでください。" });
    begin(staff, name);
  };
  const add = (event: SubmitEvent<HTMLFormElement>) => {
    const added = addName(staff, typed(event, "newOperator"));
    if (added.kind === "refused") return fail({ newOperator: added.why });
    begin(added.staff, added.name);
  };
  const wrong = Object.entries(errors).map(([name, message]) => ({ name, message }));

  return (
    <main className="rc-main rc-settings">
      <ScreenHeading title={`${wrong.length > 0 ? "エラー：" : ""}担当者`}>
        担当者を
        <wbr />
        選んでください
      </ScreenHeading>
      <p className="rc-lead">
        名前は、これからの確認の記録に残ります。見るのは、この施設の方と、センターの監査の担当です。
      </p>
      <ErrorSummary key={tries} errors={wrong} />
      {names.length > 0 && (
        <form className="mg-form" noValidate autoComplete="off" onSubmit={choose}>
          <RadioGroup
            // A name that was taken from the list must not stay chosen.
            key={names.join()}
            name="operator"
            label="受付の担当者"
            required
            value={last ?? undefined}
            options={names.map((name) => ({ value: name, label: name }))}
            error={errors.operator}
          />
          <ButtonRow>
            <Button size="large">この担当者で受付する</Button>
            {onBack && (
              <Button type="button" size="large" variant="quiet" onClick={onBack}>
                変えずに受付に戻る
              </Button>
            )}
          </ButtonRow>
        </form>
      )}
      <form className="mg-form" noValidate autoComplete="off" onSubmit={add}>
        <TextField
          name="newOperator"
          label="一覧にない担当者の名前"
          help="30文字まで。名字だけでも、院内の番号でもかまいません。例：佐藤"
          width={20}
          required={names.length === 0}
          maxLength={30}
          autoComplete="off"
          error={errors.newOperator}
        />
        <ButtonRow>
          <Button size="large" variant={names.length > 0 ? "secondary" : "primary"}>
            加えて受付する
          </Button>
          {onBack && names.length === 0 && (
            <Button type="button" size="large" variant="quiet" onClick={onBack}>
              変えずに受付に戻る
            </Button>
          )}
        </ButtonRow>
      </form>
      {names.length > 0 && (
        <Details summary="担当者を一覧から外す">
          <p>一覧から外しても、これまでの確認の記録に残った名前は消えません。</p>
          <ul className="rc-operators">
            {names.map((name) => (
              <li key={name}>
                {name}
                <Button type="button" variant="quiet" onClick={() => keep(removeName(staff, name))}>
                  外す
                  <VisuallyHidden>：{name}</VisuallyHidden>
                </Button>
              </li>
            ))}
          </ul>
        </Details>
      )}
    </main>
  );
}
