/** Where a hand-over under way stands, and how to take it back. */
import { formatDate } from "@madoguchi/notation";
import { Button, ButtonRow, Form, Notice } from "@madoguchi/ui";
import { roleWords } from "../rules/rights.ts";
import type { Handover } from "../store/handovers.ts";
import type { Member } from "../store/memberships.ts";
import { PEOPLE } from "./frame.tsx";

type HandoverNoticeProps = {
  handover: Handover;
  members: readonly Member[];
  /** The successor's address, while they have not answered. */
  invited: string | null;
};

export function HandoverNotice({ handover, members, invited }: HandoverNoticeProps) {
  const { fromAccount, toAccount, keptRoles, effectiveOn } = handover;
  const nameOf = (accountId: string | null) =>
    members.find((member) => member.accountId === accountId)?.name ?? "";
  const successor = invited ?? `${nameOf(toAccount)} さん`;
  const kept = keptRoles.length > 0 ? `「${roleWords(keptRoles)}」に変わります` : "担当を外れます";

  return (
    <Notice
      title={
        toAccount === null
          ? `${successor} に、管理者の引き継ぎをお願いしています。`
          : `管理者を ${successor}に引き継ぎます。`
      }
    >
      <p>
        交代の日は{formatDate(effectiveOn)}です。その日に、{nameOf(fromAccount)} さんは{kept}。
      </p>
      {toAccount === null && <p>返事が交代の日より後になったときは、返事の日に交代します。</p>}
      <Form action={`${PEOPLE}/hand-over/withdraw`}>
        <ButtonRow>
          <Button variant="secondary">引き継ぎを取りやめる</Button>
        </ButtonRow>
      </Form>
    </Notice>
  );
}
