/** 交付決定通知: drawn from the decision and the submission it decided, so it reads the same for ever. */
import { formatDate, formatYen, tokyoDate } from "@madoguchi/notation";
import { grantAmount } from "../rules/amount.ts";
import { lastRetentionDay } from "../rules/programme.ts";
import type { Programme } from "../rules/programme.ts";
import type { Decision } from "../store/decisions.ts";
import type { Submission } from "../store/submissions.ts";
import { AUTHORITY, createPaper, facts, line, table } from "./layout.ts";

export type LetterContent = {
  readonly decision: Decision & { readonly number: string };
  readonly submission: Submission;
  readonly programme: Programme;
};

export function decisionLetter({
  decision,
  submission,
  programme,
}: LetterContent): Promise<Uint8Array> {
  const decidedOn = tokyoDate(decision.decidedAt);
  const worked = grantAmount(programme, submission.lines);

  return createPaper("交付決定通知書", decision.decidedAt, (document) => {
    line(document, decision.number, { align: "right" });
    line(document, formatDate(decidedOn, { weekday: false }), { align: "right", gap: 10 });
    line(document, submission.facilityName, { size: 12 });
    line(document, `開設者　${submission.founder}　様`, { size: 12, gap: 10 });
    line(document, AUTHORITY, { align: "right" });
    line(document, "（公印省略）", { align: "right", size: 9, gap: 18 });
    line(document, "交付決定通知書", { align: "center", size: 18, gap: 16 });
    line(
      document,
      `${formatDate(tokyoDate(submission.submittedAt), { weekday: false })}に申請のあった補助金について、次のとおり交付することを決定しましたので、通知します。`,
      { gap: 12 },
    );
    facts(document, [
      ["補助事業", programme.name],
      ["医療機関コード等", submission.facilityCode],
      ["交付決定額", formatYen(decision.amountYen)],
    ]);
    document.y += 10;
    line(document, "1　金額の内訳", { size: 11, gap: 4 });
    table(
      document,
      [
        { header: "計算", share: 0.4 },
        { header: "説明", share: 0.4 },
        { header: "金額", share: 0.2, align: "right" },
      ],
      worked.steps.map(({ label, note, yen }) => [label, note, formatYen(yen)]),
    );
    document.y += 14;
    line(document, "2　交付の条件", { size: 11, gap: 4 });
    for (const condition of conditions(programme, decision)) {
      line(document, condition, { gap: 3 });
    }
  });
}

function conditions(programme: Programme, decision: Decision): readonly string[] {
  return [
    `（1）領収書の原本とこの通知書を、${formatDate(lastRetentionDay(programme, tokyoDate(decision.decidedAt)), { weekday: false })}まで保管してください。`,
    "（2）同じ費用について、ほかの補助金を重ねて受けることはできません。",
    "（3）申請の内容に偽りがあったときは、決定を取り消し、補助金の返還を求めることがあります。",
  ];
}
