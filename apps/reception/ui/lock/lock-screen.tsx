import { Button, Details, ErrorSummary, PasswordField } from "@madoguchi/ui";
import { useRef, useState } from "react";
import type { FormEvent } from "react";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { useErrorFocus } from "../shell/use-error-focus.ts";
import { tryCode } from "./code.ts";
import { triedWords } from "./words.ts";

type LockScreenProps = { onOpened: () => void; onForgotten: () => void };

/** In the place of everything, until the code is right. Nothing of the counter stands behind it. */
export function LockScreen({ onOpened, onForgotten }: LockScreenProps) {
  const form = useRef<HTMLFormElement>(null);
  const [error, setError] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const [isForgetting, setForgetting] = useState(false);
  useErrorFocus(tries);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const code = String(new FormData(form.current ?? undefined).get("code"));
    const end = await tryCode(code.normalize("NFKC").trim());
    setBusy(false);
    if (end.kind === "open") return onOpened();
    form.current?.reset();
    setError(triedWords(end));
    setTries(tries + 1);
  };
  return (
    <main className="rc-main rc-settings">
      <ScreenHeading title={`${error === null ? "" : "エラー："}ロック中`}>
        この受付はロックされています
      </ScreenHeading>
      <ErrorSummary key={tries} errors={error === null ? [] : [{ name: "code", message: error }]} />
      <form
        ref={form}
        className="mg-form"
        noValidate
        autoComplete="off"
        onSubmit={(event) => void submit(event)}
      >
        <PasswordField
          name="code"
          label="ロックの番号"
          help="4〜8桁の数字です。"
          inputMode="numeric"
          autoComplete="off"
          required
          error={error ?? undefined}
        />
        <Button size="large" aria-disabled={busy || undefined}>
          {busy ? "確かめています" : "ロックを解除する"}
        </Button>
      </form>
      <Details summary="番号を忘れたとき">
        <p>この端末の登録と、今日の一覧の控えを消すと、ロックもなくなります。</p>
        <p>もう一度使うには、ポータルで再発行したユーザー設定情報で登録します。</p>
        {isForgetting ? (
          <>
            <p>
              <strong>登録を消すと、元に戻せません。</strong>
            </p>
            <Button type="button" variant="danger" onClick={onForgotten}>
              この端末の登録を消す
            </Button>
          </>
        ) : (
          <Button type="button" variant="secondary" onClick={() => setForgetting(true)}>
            登録を消す手順へ進む
          </Button>
        )}
      </Details>
    </main>
  );
}
