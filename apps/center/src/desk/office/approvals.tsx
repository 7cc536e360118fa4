/** Who approved, and how many are still needed. */
import { formatDateTime } from "@madoguchi/notation";
import { Notice, Section } from "@madoguchi/ui";
import type { OfficialActor } from "../../accounts/index.ts";
import { missingApprovers } from "../rules/held.ts";
import type { Approval } from "../store/approvals.ts";

type ApprovalsProps = {
  actor: OfficialActor;
  needed: number;
  given: readonly Approval[];
};

export function Approvals({ actor, needed, given }: ApprovalsProps) {
  const missing = missingApprovers(needed, given);
  const isYours = given.some(({ officialId }) => officialId === actor.id);

  return (
    <Section heading="承認">
      <p>
        {needed}人の承認が要ります。
        {missing > 0 ? `あと${missing}人です。` : "そろいました。"}
      </p>
      {given.length > 0 && (
        <ul>
          {given.map(({ officialId, officialName, approvedAt }) => (
            <li key={officialId}>
              {officialName} さん（{formatDateTime(approvedAt)}）
            </li>
          ))}
        </ul>
      )}
      {isYours && missing > 0 && (
        <Notice title="あなたは承認済みです">
          <p>同じ人が2回承認することはできません。ほかの担当者の承認を待っています。</p>
        </Notice>
      )}
    </Section>
  );
}
