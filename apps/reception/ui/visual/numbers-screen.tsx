import { Button, ButtonRow, ErrorSummary, Fieldset, Icon, TextField, fieldId } from "@madoguchi/ui";
import { useEffect, useRef, useState } from "react";
import type { FormEvent } from "react";
import type { CardPlace } from "../../phone/card-place.ts";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import type { NumberEntry } from "../state/screen.ts";
import { loadOpenJpeg } from "./load-openjpeg.ts";
import { eras, printedLabels, readPrinted } from "./printed.ts";
import type { Printed, PrintedDates, PrintedErrors } from "./printed.ts";
import { PrintedPicture } from "./printed-picture.tsx";

type NumbersScreenProps = {
  entry: NumberEntry;
  place: CardPlace;
  /** On a reader: the numbers may be read off the card in the hand; it must lie there again to be asked. */
  cardPresent: boolean;
  /** Takes 照合番号B over, and wipes it. */
  onNumbers: (numberB: Uint8Array, typed: PrintedDates) => void;
  onPin: () => void;
  onGiveUp: () => void;
};

/** The staff's turn: what opens the photo stands printed on the card. The inputs belong to the browser, so that nothing typed is lost. */
export function NumbersScreen({ entry, place, cardPresent, ...on }: NumbersScreenProps) {
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<PrintedErrors>({});
  const [tries, setTries] = useState(0);
  const [noCard, setNoCard] = useState(false);
  const { typed, wrong } = entry;
  const mustBeLaid = place === "reader" && !cardPresent;

  useEffect(() => {
    // The decoder comes while somebody types; should it not, it is asked for again.
    loadOpenJpeg().catch(() => {});
  }, []);
  useEffect(() => control(form.current, wrong ? "securityCode" : "era").focus(), [wrong]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const printed = readForm(form.current);
    const result = readPrinted(printed);
    setTries(tries + 1);
    setErrors(result.kind === "mend" ? result.errors : {});
    setNoCard(result.kind === "number" && mustBeLaid);
    if (result.kind === "mend") return;
    if (mustBeLaid) return void result.digits.fill(0);
    const { securityCode: _, ...dates } = printed;
    on.onNumbers(result.digits, dates);
  };
  const wrongFields = (["birthDate", "expiryYear", "securityCode"] as const).flatMap((field) => {
    const message = errors[field];
    return message === undefined ? [] : [{ name: field === "birthDate" ? "year" : field, message }];
  });

  return (
    <main className="rc-main rc-numbers">
      <ScreenHeading
        title={`${wrongFields.length > 0 ? "エラー：" : ""}カードの番号の入力`}
        keepFocus
      >
        カードの表の番号を
        <wbr />
        入力してください
      </ScreenHeading>
      <p className="rc-lead">
        カードの中の顔写真を開く番号です。患者さんに表を見せていただきます。{cardWords[place]}
      </p>
      {/* A new key for every answer: the summary takes the focus when it appears. */}
      <ErrorSummary key={tries} errors={wrongFields} />
      <div className="rc-numbers-body">
        <PrintedPicture />
        <form ref={form} className="mg-form" noValidate autoComplete="off" onSubmit={submit}>
          <NumberTries entry={entry} />
          <Fieldset
            name="birthDate"
            legend={`1 ${printedLabels.birthDate}`}
            help="「生」の前の日付を、元号のまま入力します。"
            error={errors.birthDate}
            required
            size="label"
          >
            <div className="mg-date">
              <label className="mg-visually-hidden" htmlFor={fieldId("era")}>
                元号
              </label>
              <span className="mg-select rc-era">
                <select
                  id="era"
                  name="era"
                  className="mg-input"
                  defaultValue={typed?.era ?? "昭和"}
                >
                  {eras.map((era) => (
                    <option key={era}>{era}</option>
                  ))}
                </select>
              </span>
              {dateParts.map(({ name, unit }) => (
                <span className="mg-with-unit" key={name}>
                  <input
                    className="mg-input"
                    data-width={2}
                    id={name}
                    name={name}
                    inputMode="numeric"
                    autoComplete="off"
                    defaultValue={typed?.[name]}
                    aria-invalid={errors.birthDate === undefined ? undefined : true}
                  />
                  <label htmlFor={name}>{unit}</label>
                </span>
              ))}
            </div>
          </Fieldset>
          <TextField
            name="expiryYear"
            label={`2 ${printedLabels.expiryYear}`}
            help="「まで有効」の前の西暦4桁です。電子証明書の期限ではありません。"
            required
            width={4}
            unit="年"
            inputMode="numeric"
            autoComplete="off"
            value={typed?.expiryYear}
            error={errors.expiryYear}
          />
          <TextField
            name="securityCode"
            label={`3 ${printedLabels.securityCode}`}
            help="顔写真の下にある4桁の数字です。"
            required
            width={4}
            inputMode="numeric"
            autoComplete="off"
            error={errors.securityCode}
          />
          <ButtonRow sticky>
            <p className="rc-no-card" role="alert">
              {noCard && mustBeLaid && (
                <>
                  <Icon name="card" />
                  カードがリーダーにありません。カードを置いてから、もう一度「顔写真を表示する」を押してください。
                </>
              )}
            </p>
            <Button size="large">顔写真を表示する</Button>
          </ButtonRow>
          <div className="rc-numbers-out">
            <Button type="button" variant="quiet" onClick={on.onPin}>
              暗証番号で確認する
            </Button>
            <Button type="button" variant="quiet" onClick={on.onGiveUp}>
              取りやめる
            </Button>
          </div>
        </form>
      </div>
    </main>
  );
}

function readForm(form: HTMLFormElement | null): Printed {
  const value = (name: string) => control(form, name).value;
  const era = eras.find((name) => name === value("era")) ?? "昭和";
  return {
    era,
    year: value("year"),
    month: value("month"),
    day: value("day"),
    expiryYear: value("expiryYear"),
    securityCode: value("securityCode"),
  };
}

function control(form: HTMLFormElement | null, name: string): HTMLInputElement | HTMLSelectElement {
  const element = form?.elements.namedItem(name);
  if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) return element;
  throw new TypeError(`no input ${name}`);
}

const cardWords = {
  reader: "カードは、リーダーから離しても構いません。",
  phone: "カードは、入力のあとスマートフォンの背面に当てます。",
} satisfies Record<CardPlace, string>;

const dateParts = [
  { name: "year", unit: "年" },
  { name: "month", unit: "月" },
  { name: "day", unit: "日" },
] as const;

/** As the card counts, once it has told. */
function NumberTries({ entry: { triesLeft, wrong } }: { entry: NumberEntry }) {
  if (triesLeft === null) return null;
  return (
    <div className="rc-tries" data-wrong={wrong || undefined}>
      <p>
        {wrong && (
          <strong>
            <Icon name="error" />
            番号が違います。
          </strong>
        )}
        <span>
          あと<b>{triesLeft}</b>回入力できます。
        </span>
      </p>
      {wrong && (
        <p className="rc-tries-why">
          元号と日付をカードと見比べて、セキュリティコードを入力し直してください。
        </p>
      )}
    </div>
  );
}
