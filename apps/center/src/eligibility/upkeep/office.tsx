/** 失効リスト at the officials' counter: how fresh each is, what became of fetching it, and fetching it now. */
import { formatDateTime } from "@madoguchi/notation";
import { seeOther, sendPage } from "@madoguchi/platform";
import {
  Button,
  DescriptionList,
  EmptyState,
  Notice,
  PageHeading,
  Pagination,
  Section,
  StatusBadge,
  Table,
} from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { asOfficial, May } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { OfficePage } from "../../shell/pages.tsx";
import { overviewOf, PARTITIONS_ON_A_PAGE } from "./overview.ts";
import type { Address, Overview, Partition } from "./overview.ts";
import { askForLists } from "./refresh.ts";
import type { FetchAttempt } from "./store.ts";
import { freshnessBadges, freshnessWords, outcomeBadges, reasonWords } from "./words.ts";

const PATH = "/office/revocation-lists";

const querySchema = z.object({
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  done: z.literal("asked").optional().catch(undefined),
});

export function registerRevocationOffice(app: FastifyInstance, center: Center): void {
  app.get(
    PATH,
    asOfficial(center, "lists.see", async (actor, request, reply) => {
      const { page, done } = querySchema.parse(request.query);

      return sendPage(
        reply,
        <ListsPage
          actor={actor}
          overview={await overviewOf(center, page)}
          page={page}
          hasAddresses={center.config.crlUrls.length > 0}
          now={center.clock.now()}
          asked={done === "asked"}
        />,
      );
    }),
  );

  app.post(
    `${PATH}/fetch`,
    asOfficial(center, "lists.fetch", async (actor, _request, reply) => {
      await askForLists(center, actor);

      return seeOther(reply, `${PATH}?done=asked`);
    }),
  );
}

type ListsPageProps = {
  readonly actor: OfficialActor;
  readonly overview: Overview;
  readonly page: number;
  readonly hasAddresses: boolean;
  readonly now: Temporal.Instant;
  readonly asked: boolean;
};

function ListsPage({ actor, overview, page, hasAddresses, now, asked }: ListsPageProps) {
  const { counts, partitions, withoutList } = overview;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);

  return (
    <OfficePage
      title="失効リスト"
      actor={actor}
      current={PATH}
      crumbs={[{ label: "審査室", href: "/office" }, { label: "失効リスト" }]}
    >
      {asked && (
        <Notice tone="success" title="取りに行くように伝えました。">
          <p>
            結果は、数分のうちにこのページに載ります。
            <a href={PATH}>ページを読み直す</a>
          </p>
        </Notice>
      )}
      <PageHeading lead="カードの電子証明書が失効していないことを、このリストで確かめています。">
        失効リスト
      </PageHeading>
      {hasAddresses ? (
        <May right="lists.fetch">
          <form method="post" action={`${PATH}/fetch`}>
            <Button>今すぐ取りに行く</Button>
          </form>
        </May>
      ) : (
        <NoAddress />
      )}
      {total === 0 ? (
        <EmptyState title="失効リストは、まだ入っていません" />
      ) : (
        <p>{summaryOf(counts)}</p>
      )}
      {partitions.map((partition) => (
        <PartitionSection
          key={`${partition.fingerprint} ${partition.scope}`}
          partition={partition}
          now={now}
        />
      ))}
      <Pagination
        label="失効リスト"
        current={page}
        total={Math.ceil(total / PARTITIONS_ON_A_PAGE)}
        href={(number) => `${PATH}?page=${number}`}
      />
      {withoutList.length > 0 && (
        <Section heading="まだリストが届いていない住所">
          {withoutList.map((address) => (
            <AddressAttempts key={address.address} address={address} now={now} />
          ))}
        </Section>
      )}
    </OfficePage>
  );
}

function summaryOf(counts: Overview["counts"]): string {
  const parts = (["stale", "not-yet", "late", "fresh"] as const)
    .filter((freshness) => counts[freshness] > 0)
    .map((freshness) => `${freshnessBadges[freshness].word}が${counts[freshness]}件`);

  return `${parts.join("、")}あります。`;
}

function NoAddress() {
  return (
    <Notice tone="info" title="リストを取りに行く住所は、設定されていません。">
      <p>住所を MADOGUCHI_CRL_URLS に指定すると、毎晩取りに行きます。</p>
      <p>それまでは「npx madoguchi cert import-crl」で、毎日入れてください。</p>
    </Notice>
  );
}

function PartitionSection({ partition, now }: { partition: Partition; now: Temporal.Instant }) {
  const { freshness, nextUpdate, thisUpdate, installedAt, number, entries, dropped } = partition;
  const badge = freshnessBadges[freshness];

  return (
    <Section heading={headingOf(partition)}>
      <p>
        <StatusBadge tone={badge.tone}>{badge.word}</StatusBadge>
        <br />
        {freshnessWords(freshness, nextUpdate)}
      </p>
      <DescriptionList
        items={[
          {
            term: "発行元",
            detail: `${partition.issuerName}（証明書の指紋 ${partition.fingerprint.slice(0, 16)}…）`,
          },
          { term: "範囲", detail: partition.scopeName || "発行元のすべての電子証明書" },
          {
            term: "載っている件数",
            detail:
              dropped === 0
                ? `${entries}件`
                : `${entries}件（載らなくなった${dropped}件も覚えています）`,
          },
          { term: "リストの番号", detail: number ?? "なし" },
          { term: "作られた日時", detail: formatDateTime(thisUpdate) },
          { term: "次の更新", detail: formatDateTime(nextUpdate) },
          { term: "入れた日時", detail: formatDateTime(installedAt) },
        ]}
      />
      {partition.addresses.length === 0 && (
        <p>この範囲の住所からは、まだ届いていません。手で入れたリストです。</p>
      )}
      {partition.addresses.map((address) => (
        <AddressAttempts key={address.address} address={address} now={now} />
      ))}
    </Section>
  );
}

/** Short, and different for generations whose partitions are named alike. */
function headingOf({ scopeName, fingerprint }: Partition): string {
  const name = /CN=([^,/]+)$/.exec(scopeName)?.[1] ?? (scopeName || "すべて");

  return `範囲 ${name}（認証局 ${fingerprint.slice(0, 8)}）`;
}

const ATTEMPTS_SHOWN = 5;

function AddressAttempts({ address, now }: { address: Address; now: Temporal.Instant }) {
  const { attempts, due } = address;
  const isDue = Temporal.Instant.compare(due, now) <= 0;

  return (
    <>
      <p>
        {address.address}
        <br />
        次に取りに行く時刻：{isDue ? "5分以内" : formatDateTime(due)}
      </p>
      {attempts.length === 0 ? (
        <p>まだ取りに行っていません。</p>
      ) : (
        <Table
          caption={`取りに行った結果（新しい順に${ATTEMPTS_SHOWN}回まで）`}
          columns={[
            {
              key: "at",
              header: "日時",
              rowHeader: true,
              cell: ({ at }: FetchAttempt) => formatDateTime(at),
            },
            { key: "outcome", header: "結果", cell: Outcome },
            { key: "todo", header: "理由とすること", cell: Reason },
          ]}
          rows={attempts.slice(0, ATTEMPTS_SHOWN)}
          rowKey={({ id }) => id}
        />
      )}
    </>
  );
}

function Outcome({ outcome }: FetchAttempt) {
  const { tone, word } = outcomeBadges[outcome];

  return <StatusBadge tone={tone}>{word}</StatusBadge>;
}

function Reason({ reason }: FetchAttempt) {
  if (reason === null) {
    return "することはありません。";
  }
  const { cause, todo } = reasonWords(reason);

  return (
    <>
      {cause}
      <br />
      {todo}
    </>
  );
}
