/** One official: what they may do, since when and by whose word, and what was proposed about them. */
import { formatDateTime } from "@madoguchi/notation";
import { ButtonRow, DescriptionList, LinkButton, Notice, Section, Table } from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import { May } from "../../may.tsx";
import type { OfficialActor } from "../../rules.ts";
import { officialRoles, officialRoleWords } from "../../rules/office-rights.ts";
import type { NamedProposal, Official, RolePeriod } from "../store.ts";
import { OFFICIALS, OfficialsFrame } from "./frame.tsx";
import { FactorBadge } from "./list.tsx";
import { ProposalTable } from "./proposal-table.tsx";

type OneOfficialProps = {
  readonly actor: OfficialActor;
  readonly official: Official;
  readonly periods: readonly RolePeriod[];
  readonly proposals: readonly NamedProposal[];
};

export function OneOfficialPage({ actor, official, periods, proposals }: OneOfficialProps) {
  const { id, name, mail, roles, createdAt, lastSignInAt } = official;
  const open = proposals.find(({ state }) => state === "open");

  return (
    <OfficialsFrame
      actor={actor}
      title={`${name} さん`}
      lead={roles.length === 0 ? "いま役割はありません。" : `役割：${officialRoleWords(roles)}`}
      width="wide"
    >
      {open && (
        <Notice tone="warning" title="確認を待つ提案があります">
          <p>
            <a href={`${OFFICIALS}/proposals/${open.id}`}>提案を見る</a>
          </p>
        </Notice>
      )}
      <DescriptionList
        items={[
          { term: "メールアドレス（ID）", detail: mail },
          { term: "2つ目の確認方法", detail: <FactorBadge {...official} /> },
          { term: "加わった日時", detail: formatDateTime(createdAt) },
          {
            term: "前のログイン",
            detail: lastSignInAt === null ? "まだありません" : formatDateTime(lastSignInAt),
          },
        ]}
      />
      {!open && (
        <May right="officials.change">
          {id === actor.id ? (
            <Notice title="自分の役割は変えられません">
              <p>ほかの管理の職員に、提案と同意を頼んでください。</p>
            </Notice>
          ) : (
            <ButtonRow>
              <LinkButton href={`${OFFICIALS}/${id}/give`}>役割の追加を提案する</LinkButton>
              {roles.length > 0 && (
                <LinkButton href={`${OFFICIALS}/${id}/take`} variant="secondary">
                  役割の取外しを提案する
                </LinkButton>
              )}
              {official.hasFactor && (
                <LinkButton href={`${OFFICIALS}/${id}/factor-reset`} variant="secondary">
                  確認方法の解除
                </LinkButton>
              )}
            </ButtonRow>
          )}
        </May>
      )}
      <Section heading="役割の期間">
        <Table
          caption="役割の期間（新しい順）"
          hideCaption
          rows={periods}
          rowKey={(period) => period.id}
          columns={[
            {
              key: "role",
              header: "役割",
              rowHeader: true,
              cell: ({ role }) => officialRoles[role],
            },
            { key: "from", header: "いつから", cell: ({ validFrom }) => formatDateTime(validFrom) },
            { key: "to", header: "いつまで", cell: ({ validTo }) => untilWords(validTo) },
            {
              key: "given",
              header: "付けた職員",
              cell: ({ givenBy }) => byWhom(proposals, givenBy) ?? "はじめから",
            },
            {
              key: "taken",
              header: "外した職員",
              cell: ({ takenBy }) => byWhom(proposals, takenBy) ?? "なし",
            },
          ]}
        />
      </Section>
      {proposals.length > 0 && (
        <Section heading="これまでの提案">
          <ProposalTable caption="新しい順に50件まで" proposals={proposals} />
        </Section>
      )}
    </OfficialsFrame>
  );
}

function untilWords(validTo: Temporal.Instant | null): string {
  return validTo === null ? "定めなし" : formatDateTime(validTo);
}

/** 「提案 管理 一郎、同意 管理 京子」 */
function byWhom(proposals: readonly NamedProposal[], id: string | null): string | null {
  const proposal = proposals.find((each) => each.id === id);

  return proposal ? `提案 ${proposal.proposerName}、同意 ${proposal.deciderName ?? "なし"}` : null;
}
