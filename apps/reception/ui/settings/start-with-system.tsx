import { CheckboxField } from "@madoguchi/ui";
import { useEffect, useState } from "react";
import type { FormEvent } from "react";
import { z } from "zod";

const PATH = "/app/start-with-system";
/** As people there call it. */
const words = /Windows/.test(navigator.userAgent)
  ? { system: "Windows", label: "Windowsと一緒に起動する" }
  : { system: "パソコン", label: "パソコンと一緒に起動する" };
const stateSchema = z.object({ on: z.boolean() });

/** Null when the program around this page does not answer. */
async function ask(wish?: boolean): Promise<boolean | null> {
  try {
    const response = await fetch(
      PATH,
      wish === undefined ? {} : { method: "PUT", body: JSON.stringify({ on: wish }) },
    );
    return stateSchema.parse(await response.json()).on;
  } catch {
    return null;
  }
}

/** Of the program on a PC: done at once, as nothing else on this page depends on it. */
export function StartWithSystem() {
  const [isOn, setOn] = useState<boolean | null>(null);
  const [said, setSaid] = useState("");
  const [tries, setTries] = useState(0);
  useEffect(() => {
    void ask().then(setOn);
  }, []);
  const turn = async (wish: boolean) => {
    const now = await ask(wish);
    setOn(now ?? isOn);
    // What was ticked and not done is shown as it was.
    if (now !== wish) setTries(tries + 1);
    if (now !== wish)
      setSaid("変えられませんでした。アプリを起動し直して、もう一度お試しください。");
    else if (wish) setSaid(`次に${words.system}にサインインしたときから、自動で起動します。`);
    else setSaid("自動では起動しません。");
  };
  const change = (event: FormEvent<HTMLDivElement>) => {
    const { target } = event;
    if (target instanceof HTMLInputElement) void turn(target.checked);
  };
  if (isOn === null) return null;

  return (
    <section aria-labelledby="start-title">
      <h2 id="start-title">アプリの起動</h2>
      <div onChange={change}>
        <CheckboxField key={tries} name="startWithSystem" label={words.label} checked={isOn} />
      </div>
      <p role="status">{said}</p>
    </section>
  );
}
