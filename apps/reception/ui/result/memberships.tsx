import type { Membership } from "@madoguchi/contract";
import { Notice } from "@madoguchi/ui";

/** For a health-check site: whether the examinee belongs to an insurer of a contract. */
export function Memberships({ memberships }: { memberships: readonly Membership[] }) {
  return memberships.map(({ insurerNumber, insurerName, contracted, text, nextStep }) => (
    <Notice
      key={insurerNumber}
      tone={contracted ? "success" : "warning"}
      word="健診の契約"
      title={text}
    >
      <p>
        {insurerName}（{insurerNumber}）
      </p>
      {nextStep !== null && <p>{nextStep}</p>}
    </Notice>
  ));
}
