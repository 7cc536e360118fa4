import { Button, Icon } from "@madoguchi/ui";
import { useState } from "react";
import { type Report, reportText } from "../../self-test/index.ts";

const copyWords = {
  ready: "コピー",
  copied: "コピーしました",
  failed: "コピーできません",
} as const;

/** The report on paper, in the clipboard, in a file. */
export function TakeAway({ report }: { report: Report }) {
  const [state, setState] = useState<keyof typeof copyWords>("ready");
  const copy = () =>
    navigator.clipboard.writeText(reportText(report)).then(
      () => setState("copied"),
      () => setState("failed"),
    );
  return (
    <section className="rc-test-away" aria-label="結果を残す">
      <Button type="button" variant="secondary" onClick={() => window.print()}>
        <Icon name="print" />
        印刷
      </Button>
      <Button
        type="button"
        variant="secondary"
        onClick={() => void copy()}
        onBlur={() => setState("ready")}
      >
        <Icon name={state === "copied" ? "check" : "copy"} />
        <span aria-live="polite">{copyWords[state]}</span>
      </Button>
      <Button type="button" variant="secondary" onClick={() => save(reportText(report))}>
        <Icon name="document" />
        ファイルに保存
      </Button>
    </section>
  );
}

function save(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "この機器は使えますか.txt";
  link.click();
  URL.revokeObjectURL(address);
}
