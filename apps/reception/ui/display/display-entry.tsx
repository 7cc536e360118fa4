import { Button, Icon } from "@madoguchi/ui";
import type { Displays } from "./displays.ts";

/** The way to a window that is turned to the patient. */
export function DisplayEntry({ displays }: { displays: Displays }) {
  return (
    <aside className="rc-test-entry" aria-label="患者さん用の画面">
      <Button type="button" variant="quiet" onClick={displays.open}>
        <Icon name="person" />
        患者さん用の画面を開く
      </Button>
      {displays.current() === "blocked" && (
        <p role="alert">
          ブラウザが新しい画面を止めました。アドレス欄の印から許可して、もう一度押してください。
        </p>
      )}
    </aside>
  );
}
