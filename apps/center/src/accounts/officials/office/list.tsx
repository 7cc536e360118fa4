import { formatDateTime } from "@madoguchi/notation";
import {
  ButtonRow,
  DescriptionList,
  Details,
  LinkButton,
  Notice,
  PageHeading,
  Section,
  StatusBadge,
  Table,
} from "@madoguchi/ui";
import { OfficePage } from "../../../shell/pages.tsx";
import { May } from "../../may.tsx";
import type { OfficialActor } from "../../rules.ts";
import {
  allOfficialRoles,
  officialRoleHelp,
  officialRoles,
  officialRoleWords,
} from "../../rules/office-rights.ts";
import { ADMINISTRATORS_WISE } from "../rules.ts";
import type { NamedProposal, Official } from "../store.ts";
import { OFFICIALS } from "./frame.tsx";
import { ProposalTable } from "./proposal-table.tsx";

type OfficialListProps = {
  readonly actor: OfficialActor;
  readonly officials: readonly Official[];
  readonly open: readonly NamedProposal[];
  readonly history: readonly NamedProposal[];
};

export function OfficialListPage({ actor, officials, open, history }: OfficialListProps) {
  const administrators = officials.filter(({ roles }) => roles.includes("administrator"));

  return (
    <OfficePage title="職員と役割" actor={actor} current={OFFICIALS}>
      <PageHeading lead="役割は、管理の職員1人が提案し、もう1人が同意すると変わります。">
        職員と役割
      </PageHeading>
      {administrators.length < ADMINISTRATORS_WISE && (
        <Notice
          tone="warning"
          title={`管理の職員は${administrators.length}人です。${ADMINISTRATORS_WISE}人以上をお勧めします`}
        >
          <p>1人が確認方法をすべてなくしたとき、ほかの2人で解除できるようにするためです。</p>
        </Notice>
      )}
      <May right="officials.change">
        <ButtonRow>
          <LinkButton href={`${OFFICIALS}/invite`}>職員の招待を提案する</LinkButton>
        </ButtonRow>
      </May>
      {open.length > 0 && (
        <Section heading={`確認を待つ提案　${open.length}件`}>
          <ProposalTable caption="確認を待つ提案" proposals={open} />
        </Section>
      )}
      <Section heading={`職員　${officials.length}人`}>
        <Table
          caption="職員"
          hideCaption
          rows={officials}
          rowKey={({ id }) => id}
          columns={[
            {
              key: "name",
              header: "職員",
              rowHeader: true,
              cell: ({ id, name, mail }) => (
                <>
                  <a href={`${OFFICIALS}/${id}`}>{name}</a>
                  <br />
                  <small>{mail}</small>
                </>
              ),
            },
            { key: "roles", header: "役割", cell: RolesCell },
            { key: "factor", header: "2つ目の確認方法", cell: FactorBadge },
            {
              key: "last",
              header: "前のログイン",
              cell: ({ lastSignInAt }) =>
                lastSignInAt === null ? "まだ" : formatDateTime(lastSignInAt),
            },
          ]}
        />
      </Section>
      <Details summary="それぞれの役割でできること">
        <DescriptionList
          items={allOfficialRoles.map((role) => ({
            term: officialRoles[role],
            detail: officialRoleHelp[role],
          }))}
        />
      </Details>
      {history.length > 0 && (
        <Section heading="これまでの提案">
          <ProposalTable caption="新しい順に50件まで" proposals={history} />
        </Section>
      )}
    </OfficePage>
  );
}

function RolesCell({ roles }: Official) {
  return roles.length === 0 ? <StatusBadge>役割なし</StatusBadge> : officialRoleWords(roles);
}

export function FactorBadge({ hasFactor }: Pick<Official, "hasFactor">) {
  return hasFactor ? (
    <StatusBadge tone="success">設定済み</StatusBadge>
  ) : (
    <StatusBadge tone="warning">まだ</StatusBadge>
  );
}
