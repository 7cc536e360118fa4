/** 交付決定取消通知, and 返還請求 where money had been paid: drawn from the record, the same for ever. */
import { formatDate, formatYen, tokyoDate } from "@madoguchi/notation";
import type { Programme } from "../rules/programme.ts";
import { interestText } from "../rules/revocation.ts";
import type { Decision } from "../store/decisions.ts";
import type { Revocation } from "../store/revocations.ts";
import type { Submission } from "../store/submissions.ts";
import { AUTHORITY, createPaper, facts, line } from "./layout.ts";

export type RevocationContent = {
  readonly revocation: Revocation;
  readonly decision: Decision;
  readonly submission: Submission;
  readonly programme: Programme;
};

export function revocationLetter(content: RevocationContent): Promise<Uint8Array> {
  const { revocation, decision, submission, programme } = content;
  const { confirmedAt, number, dueOn } = revocation;
  if (!confirmedAt || number === null) throw new Error("nothing has been revoked");
  const title = dueOn ? "交付決定取消通知書 兼 返還請求書" : "交付決定取消通知書";
  const day = (date: Parameters<typeof formatDate>[0]) => formatDate(date, { weekday: false });

  return createPaper(title, confirmedAt, (document) => {
    line(document, number, { align: "right" });
    line(document, day(tokyoDate(confirmedAt)), { align: "right", gap: 10 });
    line(document, submission.facilityName, { size: 12 });
    line(document, `開設者　${submission.founder}　様`, { size: 12, gap: 10 });
    line(document, AUTHORITY, { align: "right" });
    line(document, "（公印省略）", { align: "right", size: 9, gap: 18 });
    line(document, title, { align: "center", size: 18, gap: 16 });
    line(
      document,
      dueOn
        ? "次の補助金の交付決定を取り消しましたので、下の額を期限までに返還してください。"
        : "次の補助金の交付決定を取り消しましたので、通知します。",
      { gap: 12 },
    );
    facts(document, [
      ["補助事業", programme.name],
      ["医療機関コード等", submission.facilityCode],
      ["交付決定", `${decision.number ?? ""}　${formatYen(decision.amountYen)}`],
      ["取り消した額", formatYen(revocation.principalYen)],
      ["理由", revocation.reason],
      ...(dueOn ? demandFacts(revocation, dueOn) : []),
    ]);
    document.y += 10;
    for (const note of dueOn
      ? demandNotes(revocation)
      : ["まだ振り込んでいないため、返還はありません。"]) {
      line(document, note, { gap: 3 });
    }
  });
}

function demandFacts(
  { principalYen, paidOn }: Revocation,
  dueOn: Exclude<Revocation["dueOn"], null>,
): [string, string][] {
  return [
    ["返還する額", `${formatYen(principalYen)}と、下に定める加算金`],
    ["振り込んだ日", paidOn ? formatDate(paidOn) : ""],
    ["返還の期限", formatDate(dueOn)],
  ];
}

function demandNotes({ interestBp }: Revocation): string[] {
  return [
    interestBp === null || interestBp === 0
      ? "加算金はありません。"
      : `加算金は、振り込んだ日から返還の日の前の日まで、${interestText(interestBp)}の割合（1年は365日）で計算し、1円未満を切り捨てます。`,
    "返還の日が決まったら、加算金の額を審査室にお尋ねください。",
  ];
}
