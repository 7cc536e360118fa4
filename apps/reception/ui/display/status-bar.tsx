import { Button, ButtonRow, Icon, Notice } from "@madoguchi/ui";
import type { PatientWindowStatus } from "./patient-window.ts";

type StatusBarProps = {
  status: PatientWindowStatus;
  /** A question to the patient stood there, and now stands here. */
  isTakenOver: boolean;
  onOpenAgain: () => void;
  onClose: () => void;
};

/** How the patient's window stands; and when it does not, what to do. */
export function StatusBar({ status, isTakenOver, onOpenAgain, onClose }: StatusBarProps) {
  const isWell = status === "ready" || status === "opening";
  return (
    <section className="rc-display-bar" aria-label="患者さん用の画面">
      {isWell ? (
        <>
          <p role="status">
            <Icon name={status === "ready" ? "success" : "clock"} />
            {status === "ready"
              ? "患者さん用の画面につながっています。"
              : "患者さん用の画面を開いています。患者さんの側のモニターへ移してください。"}
          </p>
          <Button type="button" variant="quiet" onClick={onClose}>
            患者さん用の画面を閉じる
          </Button>
        </>
      ) : (
        <Notice
          tone="warning"
          live
          title={
            status === "closed"
              ? "患者さん用の画面が閉じられました"
              : "患者さん用の画面が応答していません"
          }
        >
          <p>
            {status === "lost" && "ほかの画面に隠れているか、止まっています。"}
            {isTakenOver
              ? "入力途中の番号は消しました。続きは、この画面で入力していただけます。"
              : "受付は、この画面だけで続けられます。"}
          </p>
          <ButtonRow>
            <Button type="button" variant="secondary" onClick={onOpenAgain}>
              患者さん用の画面をもう一度開く
            </Button>
            <Button type="button" variant="quiet" onClick={onClose}>
              この画面だけで続ける
            </Button>
          </ButtonRow>
        </Notice>
      )}
    </section>
  );
}
