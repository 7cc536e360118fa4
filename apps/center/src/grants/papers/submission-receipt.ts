/** 申請受付票: what was submitted and when, for the facility's files. Drawn from the submission, the same for ever. */
import { formatDateTime, formatYen } from "@madoguchi/notation";
import { grantAmount } from "../rules/amount.ts";
import { paperKinds } from "../rules/papers.ts";
import type { Programme } from "../rules/programme.ts";
import type { Submission } from "../store/submissions.ts";
import { AUTHORITY, createPaper, facts, line } from "./layout.ts";

const TITLE = "補助金申請受付票";

export function submissionReceipt(
  submission: Submission,
  programme: Programme,
): Promise<Uint8Array> {
  const { number, facilityName, facilityCode, founder, receipts, lines } = submission;
  const { amountYen, totalYen } = grantAmount(programme, lines);

  return createPaper(TITLE, submission.submittedAt, (document) => {
    line(document, AUTHORITY, { align: "right", gap: 22 });
    line(document, TITLE, { align: "center", size: 18, gap: 16 });
    line(
      document,
      number === 1
        ? "次の補助金の申請を受け付けました。"
        : `次の補助金の申請の修正（${number - 1}回目）を受け付けました。`,
      { gap: 12 },
    );
    facts(document, [
      ["受付日時", formatDateTime(submission.submittedAt)],
      ["受付番号", submission.id],
      ["補助事業", programme.name],
      ["医療機関コード等", facilityCode],
      ["名称", facilityName],
      ["開設者", founder],
      ["費用の総額", formatYen(totalYen)],
      ["申請額", formatYen(amountYen)],
      ["書類のファイル", `${receipts.length}個`],
    ]);
    document.y += 10;
    for (const { paper, fileName, fileHash } of receipts) {
      const name = programme.papers[paper]?.name ?? paperKinds[paper];
      line(document, `${name}　${fileName}（${fileHash.slice(0, 16)}…）`, { size: 9, gap: 2 });
    }
    document.y += 8;
    line(
      document,
      "この受付票は、申請を受け取ったことの控えです。補助金の額は、審査の後に決まります。",
      { size: 9 },
    );
  });
}
