import { Button, ButtonRow, ErrorSummary, Notice, PasswordField, RadioGroup } from "@madoguchi/ui";
import { useRef, useState } from "react";
import type { FormEvent } from "react";
import { useErrorFocus } from "../shell/use-error-focus.ts";
import { CODE, removeCode, setCode, tryCode } from "./code.ts";
import { keepLockState } from "./lock-state.ts";
import type { Lock } from "./locked.tsx";
import { triedWords } from "./words.ts";

type Errors = { readonly oldCode?: string; readonly newCode?: string };

const idleOptions = [
  { value: "0", label: "自動ではロックしない" },
  { value: "1", label: "1分" },
  { value: "5", label: "5分" },
  { value: "10", label: "10分" },
  { value: "30", label: "30分" },
];

/** The code of this device: decided, changed, or given up by whoever knows it. */
export function LockSettings({ lock }: { lock: Lock }) {
  const { isSet, idleMinutes } = lock.state;
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<Errors>({});
  const [done, setDone] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  useErrorFocus(tries);
  const fail = (found: Errors) => {
    setErrors(found);
    setDone(null);
    setTries(tries + 1);
  };
  const typed = (name: string) =>
    String(new FormData(form.current ?? undefined).get(name) ?? "")
      .normalize("NFKC")
      .trim();

  /** Whether the person may: who stands before an open counter need not be who set the code. */
  async function isAllowed(): Promise<boolean> {
    if (!isSet) return true;
    const end = await tryCode(typed("oldCode"));
    if (end.kind !== "open") fail({ oldCode: triedWords(end) });
    return end.kind === "open";
  }
  const decide = async (event: FormEvent) => {
    event.preventDefault();
    const code = typed("newCode");
    const keepsCode = isSet && code === "";
    if (!keepsCode && !CODE.test(code))
      return fail({ newCode: "ロックの番号を、4〜8桁の数字で入力してください。" });
    if (!(await isAllowed())) return;
    if (!keepsCode) await setCode(code);
    finish("ロックの設定を保存しました。", {
      isSet: true,
      idleMinutes: Number(typed("idleMinutes")),
    });
  };
  const giveUp = async () => {
    if (!(await isAllowed())) return;
    await removeCode();
    finish("ロックをやめました。", { isSet: false, idleMinutes });
  };
  const finish = (words: string, state: Lock["state"]) => {
    for (const input of form.current?.querySelectorAll<HTMLInputElement>("[type=password]") ?? []) {
      input.value = "";
    }
    keepLockState(state);
    setErrors({});
    setDone(words);
    lock.onChanged(state);
  };
  const wrong = Object.entries(errors).map(([name, message]) => ({ name, message }));
  return (
    <section aria-labelledby="lock-title">
      <h2 id="lock-title">アプリのロック</h2>
      <p>番号を決めると、開いたときと席を離れたときに、番号がないと使えなくなります。</p>
      <ErrorSummary key={tries} errors={wrong} />
      <div aria-live="polite">{done !== null && <Notice tone="success" title={done} />}</div>
      <form
        ref={form}
        className="mg-form"
        noValidate
        autoComplete="off"
        onSubmit={(event) => void decide(event)}
      >
        {isSet && (
          <PasswordField
            name="oldCode"
            label="いまの番号"
            inputMode="numeric"
            autoComplete="off"
            required
            error={errors.oldCode}
          />
        )}
        <PasswordField
          name="newCode"
          label="新しい番号"
          help={`4〜8桁の数字です。患者さんの暗証番号とは関係ありません。${isSet ? "変えないときは空にします。" : ""}`}
          inputMode="numeric"
          autoComplete="off"
          required={!isSet}
          error={errors.newCode}
        />
        <RadioGroup
          name="idleMinutes"
          label="操作がないとき、自動でロックするまで"
          required
          value={String(idleMinutes)}
          options={idleOptions}
        />
        <ButtonRow>
          <Button variant="secondary">
            {isSet ? "ロックの設定を変える" : "ロックの番号を決める"}
          </Button>
          {isSet && (
            <Button type="button" variant="quiet" onClick={() => void giveUp()}>
              ロックをやめる
            </Button>
          )}
        </ButtonRow>
      </form>
    </section>
  );
}
