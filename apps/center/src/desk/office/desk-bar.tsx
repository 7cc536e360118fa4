/** On the page of one case: what was done to the one before, who holds this one, and the way to its neighbours. */
import { formatDateTime } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  Details,
  Form,
  LinkButton,
  Neighbours,
  Notice,
  VisuallyHidden,
} from "@madoguchi/ui";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Desk } from "../look.ts";
import type { Claim } from "../rules/claims.ts";
import { deskPath } from "./bulk.tsx";
import { heldByWords } from "./words.ts";

type DeskBarProps = {
  actor: OfficialActor;
  desk: Desk;
  /** Whether there is anything to decide: what is over needs nobody. */
  isOpen: boolean;
  /** What was pressed was not done, for a colleague holds the case. */
  isRefused?: boolean;
};

export function DeskBar({ actor, desk, isOpen, isRefused = false }: DeskBarProps) {
  const { queue, before, after, query, done, claim } = desk;

  return (
    <>
      {isRefused && claim && <HeldNotice desk={desk} claim={claim} />}
      {done !== null && <Notice tone="success" title={done} live />}
      <Neighbours
        label={`${queue.noun}の一覧の前後`}
        links={[
          before && {
            href: `${queue.recordPath(before.id)}${query}`,
            label: (
              <>
                前へ<VisuallyHidden>：{before.name}</VisuallyHidden>
              </>
            ),
            rel: "prev",
            accessKey: "p",
          },
          { href: `${queue.path}${query}`, label: "一覧へ", accessKey: "l" },
          after && {
            href: `${queue.recordPath(after.id)}${query}`,
            label: (
              <>
                次へ<VisuallyHidden>：{after.name}</VisuallyHidden>
              </>
            ),
            rel: "next",
            accessKey: "n",
          },
        ]}
      />
      {isOpen && !(isRefused && claim) && <HolderNote actor={actor} desk={desk} />}
    </>
  );
}

function HolderNote({ actor, desk }: Pick<DeskBarProps, "actor" | "desk">) {
  const { queue, id, claim, query } = desk;
  const path = `${deskPath(queue)}/${id}`;
  if (!claim) {
    return (
      <Form action={`${path}/take${query}`}>
        <ButtonRow>
          <Button variant="secondary" accessKey="t">
            自分が担当する
          </Button>
        </ButtonRow>
      </Form>
    );
  }
  if (claim.officialId === actor.id) {
    return (
      <Form action={`${path}/release${query}`}>
        <p>
          あなたが担当しています（{formatDateTime(claim.until)}まで）。
          <Button variant="quiet" accessKey="u">
            担当を外す
          </Button>
        </p>
      </Form>
    );
  }

  return (
    <Notice tone="warning" title={heldByWords(claim)}>
      <p>{untilWords(claim)}</p>
      <TakeOverLink desk={desk} />
    </Notice>
  );
}

/** Why, whose it is, and what to do. */
function HeldNotice({ desk, claim }: { desk: Desk; claim: Claim }) {
  return (
    <Notice
      tone="error"
      title={`${claim.officialName} さんが担当しているため、まだ何も決めていません。`}
      live
    >
      <p>{untilWords(claim)}</p>
      <p>{claim.officialName} さんに任せるか、理由を選んで担当を引き継いでください。</p>
      <TakeOverLink desk={desk} />
    </Notice>
  );
}

function untilWords({ since, until }: Claim): string {
  return `${formatDateTime(since)} からの担当です。${formatDateTime(until)} に自動で外れます。`;
}

function TakeOverLink({ desk: { queue, id, query } }: Pick<DeskBarProps, "desk">) {
  return (
    <LinkButton href={`${deskPath(queue)}/${id}/take-over${query}`} variant="secondary">
      担当を引き継ぐ
    </LinkButton>
  );
}

/** Which keys do what; the pages work by Tab and Enter as well. */
export function DeskKeys({ keys }: { keys: Readonly<Record<string, string>> }) {
  const all = { ...keys, T: "自分が担当する", N: "次へ", P: "前へ", L: "一覧へ" };

  return (
    <Details summary="キーボードで進める">
      <p>
        Altキー（Firefoxは Alt と Shift、Macは Control と Option）と、次のキーを一緒に押します。
      </p>
      <ul>
        {Object.entries(all).map(([key, words]) => (
          <li key={key}>
            {key}：{words}
          </li>
        ))}
      </ul>
    </Details>
  );
}
