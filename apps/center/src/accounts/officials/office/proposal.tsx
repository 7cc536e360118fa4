/** One proposal, for the administrator who agrees or declines; and afterwards as a record. */
import { formatDate, formatDateTime } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  DescriptionList,
  Details,
  Form,
  Notice,
  Section,
  TextField,
} from "@madoguchi/ui";
import { emptyForm, fieldState } from "../../../shell/errors.tsx";
import type { FormState } from "../../../shell/errors.tsx";
import { May } from "../../may.tsx";
import type { OfficialActor } from "../../rules.ts";
import { officialRoleWords } from "../../rules/office-rights.ts";
import { canRoles, proposalKinds } from "../rules.ts";
import type { DecisionRefusal } from "../rules.ts";
import type { NamedProposal } from "../store.ts";
import { OFFICIALS, OfficialsFrame } from "./frame.tsx";
import { ProposalBadge } from "./proposal-table.tsx";

export const decisionWords = {
  "not-open": "この提案は、開いたあとに決まりました。いまの状態を確かめてください。",
  "proposed-by-you": "提案した職員は同意できません。ほかの管理の職員の確認を待っています。",
  "about-you": "自分についての提案は決められません。ほかの管理の職員の確認を待っています。",
  "not-yours": "取り下げられるのは、提案した職員だけです。",
  "proposer-left":
    "提案した職員は、もう管理の役割にいません。断ってから、あらためて提案してください。",
} as const satisfies Record<DecisionRefusal | "proposer-left", string>;

type ProposalPageProps = {
  readonly actor: OfficialActor;
  readonly proposal: NamedProposal;
  readonly state?: FormState;
  /** Why what was pressed was not done. */
  readonly problem?: string;
};

export function ProposalPage({ actor, proposal, state = emptyForm, problem }: ProposalPageProps) {
  const { kind, name, mail, roles, untilOn, reason, accountId, declineReason } = proposal;

  return (
    <OfficialsFrame actor={actor} title={`${name} さん：${proposalKinds[kind]}`} state={state}>
      {problem !== undefined && <Notice tone="error" title={problem} live />}
      <p>
        <ProposalBadge state={proposal.state} />
      </p>
      <DescriptionList
        items={[
          {
            term: "職員",
            detail: accountId === null ? name : <a href={`${OFFICIALS}/${accountId}`}>{name}</a>,
          },
          { term: "メールアドレス", detail: mail },
          {
            term: kind === "take" ? "外す役割" : "付ける役割",
            detail: officialRoleWords(roles),
          },
          ...(kind === "take"
            ? []
            : [
                {
                  term: "終わりの日",
                  detail: untilOn === null ? "定めなし" : `${formatDate(untilOn)}まで`,
                },
              ]),
          { term: "理由", detail: reason },
          {
            term: "提案した職員",
            detail: `${proposal.proposerName}　${formatDateTime(proposal.proposedAt)}`,
          },
          ...(proposal.decidedAt === null
            ? []
            : [
                {
                  term: "決めた職員",
                  detail: `${proposal.deciderName ?? ""}　${formatDateTime(proposal.decidedAt)}`,
                },
              ]),
          ...(declineReason === null ? [] : [{ term: "断った理由", detail: declineReason }]),
        ]}
      />
      {proposal.state === "open" && (
        <May right="officials.change">
          <Decision actor={actor} proposal={proposal} state={state} />
        </May>
      )}
    </OfficialsFrame>
  );
}

type DecisionProps = {
  readonly actor: OfficialActor;
  readonly proposal: NamedProposal;
  readonly state: FormState;
};

function Decision({ actor, proposal, state }: DecisionProps) {
  const base = `${OFFICIALS}/proposals/${proposal.id}`;
  const allowed = canRoles.agree(actor, proposal);
  if (allowed !== true) {
    return (
      <Notice title={decisionWords[allowed]}>
        {canRoles.withdraw(actor, proposal) === true && (
          <Form action={`${base}/withdraw`}>
            <ButtonRow>
              <Button variant="secondary">提案を取り下げる</Button>
            </ButtonRow>
          </Form>
        )}
      </Notice>
    );
  }

  return (
    <Section heading="もう1人の確認">
      <p>理由を、提案した職員と、この職員の上司に確かめてください。</p>
      <Form action={`${base}/agree`}>
        <ButtonRow>
          <Button>同意する</Button>
        </ButtonRow>
      </Form>
      <Details summary="断る" open={state.errors["declineReason"] !== undefined}>
        <Form action={`${base}/decline`}>
          <TextField
            name="declineReason"
            label="断る理由"
            help="提案した職員に、このままメールで届きます。"
            required
            {...fieldState(state, "declineReason")}
          />
          <ButtonRow>
            <Button variant="danger">断る</Button>
          </ButtonRow>
        </Form>
      </Details>
    </Section>
  );
}
