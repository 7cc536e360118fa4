import { formatDateTime } from "@madoguchi/notation";
import { StatusBadge, Table } from "@madoguchi/ui";
import type { Tone } from "@madoguchi/ui";
import { officialRoleWords } from "../../rules/office-rights.ts";
import { proposalKinds, proposalStates } from "../rules.ts";
import type { ProposalState } from "../rules.ts";
import type { NamedProposal } from "../store.ts";
import { OFFICIALS } from "./frame.tsx";

const tones = {
  open: "warning",
  agreed: "success",
  declined: "neutral",
  withdrawn: "neutral",
} as const satisfies Record<ProposalState, Tone>;

export function ProposalBadge({ state }: { readonly state: ProposalState }) {
  return <StatusBadge tone={tones[state]}>{proposalStates[state]}</StatusBadge>;
}

type ProposalTableProps = {
  readonly caption: string;
  readonly proposals: readonly NamedProposal[];
};

export function ProposalTable({ caption, proposals }: ProposalTableProps) {
  return (
    <Table
      caption={caption}
      rows={proposals}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "what",
          header: "提案",
          rowHeader: true,
          cell: ({ id, kind, name }) => (
            <a href={`${OFFICIALS}/proposals/${id}`}>
              {name} さん：{proposalKinds[kind]}
            </a>
          ),
        },
        { key: "roles", header: "役割", cell: ({ roles }) => officialRoleWords(roles) },
        {
          key: "proposed",
          header: "提案した職員と日時",
          cell: ({ proposerName, proposedAt }) => (
            <>
              {proposerName}
              <br />
              {formatDateTime(proposedAt)}
            </>
          ),
        },
        { key: "state", header: "状態", cell: ({ state }) => <ProposalBadge state={state} /> },
      ]}
    />
  );
}
