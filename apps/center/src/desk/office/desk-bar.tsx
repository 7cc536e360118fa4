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
import { may } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Desk } from "../look.ts";
import type { Claim } from "../rules/claims.ts";
import { canUndo } from "../rules/held.ts";
import type { HeldRow } from "../store/held.ts";
import { deskPath } from "./bulk.tsx";
import { actionWords, deciderWords, heldByWords } from "./words.ts";

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
      {desk.justDecided && desk.justDecided.itemId !== desk.id && (
        <JustDecided actor={actor} desk={desk} held={desk.justDecided} />
      )}
      {desk.held && <HeldNote actor={actor} desk={desk} held={desk.held} />}
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
      {isOpen && !desk.held && !(isRefused && claim) && <HolderNote actor={actor} desk={desk} />}
    </>
  );
}

/** The case before this one, one press away from being open again. */
function JustDecided({ actor, desk, held }: HeldNoteProps) {
  const { queue, query } = desk;

  return (
    <Form action={`${deskPath(queue)}/${held.itemId}/undo${query}`}>
      <p>
        さきほどの決定：
        <a href={`${queue.recordPath(held.itemId)}${query}`}>{held.facilityName}</a>を
        {actionWords[held.answer.action]}。{formatDateTime(held.effectiveAt)}まで取り消せます。
        {canUndo(actor, held, desk.now) === true && (
          <Button variant="quiet" accessKey="z">
            取り消す
          </Button>
        )}
      </p>
    </Form>
  );
}

type HeldNoteProps = { actor: OfficialActor; desk: Desk; held: HeldRow };

/** Decided, by whom or by which rule, and until when it can be taken back. */
function HeldNote({ actor, desk, held }: HeldNoteProps) {
  const { queue, query, now } = desk;

  return (
    <Notice
      tone="info"
      word="決定済み"
      title={`${deciderWords(held)}が${formatDateTime(held.decidedAt)}に${actionWords[held.answer.action]}しました。`}
    >
      <p>{formatDateTime(held.effectiveAt)}に効力が生じ、施設にメールでお知らせします。</p>
      {held.rule !== null && (
        <p>人は決めていません。止めると、この{queue.noun}は人が審査します。</p>
      )}
      {canUndo(actor, held, now) === true ? (
        <Form action={`${deskPath(queue)}/${held.itemId}/undo${query}`}>
          <ButtonRow>
            <Button variant="secondary" accessKey="z">
              {held.rule === null ? "この決定を取り消す" : "自動の決定を止める"}
            </Button>
          </ButtonRow>
        </Form>
      ) : (
        <p>
          {held.rule === null
            ? "取り消せるのは、決めた本人が、効力が生じるまでのあいだだけです。"
            : "効力が生じるまでのあいだ、審査をする人が止められます。"}
        </p>
      )}
    </Notice>
  );
}

function HolderNote({ actor, desk }: Pick<DeskBarProps, "actor" | "desk">) {
  const { queue, id, claim, query } = desk;
  const path = `${deskPath(queue)}/${id}`;
  if (!may(actor, "cases.handle")) {
    return claim && <Notice tone="info" title={heldByWords(claim)} />;
  }
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
      <p>決めるときは、先に担当を引き継いでください。</p>
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
  const all = {
    ...keys,
    T: "自分が担当する",
    N: "次へ",
    P: "前へ",
    L: "一覧へ",
    Z: "さきほどの決定を取り消す",
  };

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
