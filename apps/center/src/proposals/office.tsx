/** What the page of any proposal shows: how it stands, and the second pair of eyes. */
import { formatDateTime } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  DescriptionList,
  Form,
  Notice,
  Section,
  StatusBadge,
} from "@madoguchi/ui";
import type { OfficialActor } from "../accounts/index.ts";
import { can, proposalStates } from "./rules.ts";
import type { Proposal } from "./store.ts";

const tones = { proposed: "warning", confirmed: "success", withdrawn: "neutral" } as const;

export function ProposalStanding({ proposal }: { readonly proposal: Proposal }) {
  const { state, needsTwo, proposedAt, decidedAt } = proposal;
  const word = state === "proposed" && needsTwo ? "もう1人の確認待ち" : proposalStates[state];

  return (
    <DescriptionList
      items={[
        { term: "状態", detail: <StatusBadge tone={tones[state]}>{word}</StatusBadge> },
        { term: "提案", detail: formatDateTime(proposedAt) },
        ...(decidedAt ? [{ term: "決めた日時", detail: formatDateTime(decidedAt) }] : []),
      ]}
    />
  );
}

type WaitingProps = {
  /** Of the proposal's page. */
  readonly href: string;
  /** What it is about, where a page shows several: 「利用申請の審査の」. */
  readonly of?: string;
};

/** In place of the way to propose another. */
export function ProposalWaits({ href, of = "" }: WaitingProps) {
  return (
    <Notice tone="warning" title="確認を待つ提案があります">
      <p>
        <a href={href}>{of}提案を確かめる</a>
      </p>
    </Notice>
  );
}

/** What whoever confirms is asked. */
export type Question = {
  /** What to hold against what, before the button. */
  readonly advice: string;
  /** What the button does: 「この版に決める」. */
  readonly verb: string;
};

type DecisionProps = {
  readonly actor: OfficialActor;
  readonly proposal: Proposal;
  /** The proposal's own address; `/confirm` and `/withdraw` lie below it. */
  readonly path: string;
  /** Null where it can only be withdrawn. */
  readonly question: Question | null;
};

/** Nothing once it has been decided. */
export function ProposalDecision({ actor, proposal, path, question }: DecisionProps) {
  if (can.withdraw(proposal) !== true) return null;

  return (
    <Section heading="次にすること">
      {question &&
        (can.confirm(actor, proposal) === true ? (
          <Form action={`${path}/confirm`}>
            <p>{question.advice}</p>
            <ButtonRow>
              <Button>{question.verb}</Button>
            </ButtonRow>
          </Form>
        ) : (
          <Notice title="ほかの職員の確認を待っています">
            <p>提案した人は決められません。間違いがあれば、取り下げて提案し直してください。</p>
          </Notice>
        ))}
      <Form action={`${path}/withdraw`}>
        <ButtonRow>
          <Button variant="secondary">取り下げる</Button>
        </ButtonRow>
      </Form>
    </Section>
  );
}

type Item = { readonly term: string; readonly detail: string };

/** What would be otherwise, with what it is now. */
export function ChangedItems(items: {
  readonly before: readonly Item[];
  readonly after: readonly Item[];
}) {
  const before = new Map(items.before.map(({ term, detail }) => [term, detail]));

  return (
    <DescriptionList
      items={items.after
        .filter(({ term, detail }) => before.get(term) !== detail)
        .map(({ term, detail }) => ({
          term,
          detail: (
            <>
              {detail}
              <br />
              <small>いま：{before.get(term) ?? "なし"}</small>
            </>
          ),
        }))}
    />
  );
}
