/** 承認, 差戻し, 却下, as far as this official can press them now. */
import { formatYen } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import { may } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import { Approvals, DecisionButtons } from "../../desk/index.ts";
import type { Approval, Desk } from "../../desk/index.ts";
import type { GrantRecord } from "../record.ts";
import { grantAmount } from "../rules/amount.ts";
import { can } from "../rules/application.ts";
import type { Submission } from "../store/submissions.ts";
import { grantQueue } from "./queue.tsx";

type AnswersProps = {
  readonly actor: OfficialActor;
  readonly record: GrantRecord;
  readonly submission: Submission;
  /** Of the submission, with names. */
  readonly approvals: readonly Approval[];
  readonly desk: Desk;
  readonly now: Temporal.Instant;
};

export function Answers({ actor, record, submission, approvals, desk, now }: AnswersProps) {
  const { application, programme, standing } = record;
  const approvers = submission.approvals.map(({ officialId }) => officialId);
  const decides = may(actor, "cases.decide");
  const isOpen = {
    approve: decides && can.approve(actor, application, approvers) === true,
    return: may(actor, "cases.handle") && can.return(application) === true,
    refuse: decides && can.refuse(standing, now) === true,
  };
  const { amountYen } = grantAmount(programme, submission.lines);

  return (
    <>
      {application.state === "submitted" && (
        <Approvals actor={actor} needed={programme.approvalsRequired} given={approvals} />
      )}
      <DecisionButtons
        actor={actor}
        path={grantQueue.recordPath(application.id)}
        desk={desk}
        version={application.version}
        isOpen={(action) => isOpen[action]}
        approve={{ word: "承認", label: `${formatYen(amountYen)}で承認する` }}
      />
    </>
  );
}
