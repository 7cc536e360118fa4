/** 保険者: the list, one of them, and what the office may change. */
import { formatDateTime, formatPhone, formatPostalCode, tokyoToday } from "@madoguchi/notation";
import { readForm, seeOther, sendPage } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  DescriptionList,
  EmptyState,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Pagination,
  Section,
  StatusBadge,
  Table,
  TextField,
} from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import type { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { asOfficial } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { OfficePage } from "../../shell/pages.tsx";
import { changeInsurer } from "../actions/change-insurer.ts";
import { endingShare } from "../feeds/store/files.ts";
import {
  countDeliveries,
  deliveriesOf,
  DELIVERY_PAGE,
  unconfirmedDeliveries,
} from "../store/deliveries.ts";
import type { Delivery } from "../store/deliveries.ts";
import { keysOf } from "../store/insurer-keys.ts";
import type { InsurerKey } from "../store/insurer-keys.ts";
import { countInsurers, INSURER_PAGE, searchInsurers } from "../store/insurers.ts";
import type { InsurerTable } from "../store/tables.ts";
import { InsurerForm } from "./insurer-form.tsx";
import {
  ContractBadge,
  contractWords,
  DeliveryBadge,
  InsurerPage,
  insurerOf,
  INSURERS,
  modeName,
  number,
  pathOf,
} from "./frame.tsx";
import { insurerSchema, insurerValues } from "./forms.ts";
import { KeySection } from "./keys.tsx";

const listSchema = z.object({
  q: z.string().max(100).catch("").default(""),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
const oneSchema = z.object({
  page: listSchema.shape.page,
  done: z.literal("yes").optional().catch(undefined),
});

export function registerInsurerPages(app: FastifyInstance, center: Center): void {
  app.get(
    INSURERS,
    asOfficial(center, async (actor, request, reply) => {
      const { q, page } = listSchema.parse(request.query);

      return sendPage(
        reply,
        <ListPage
          actor={actor}
          text={q}
          page={page}
          insurers={await searchInsurers(center.db, q, {
            limit: INSURER_PAGE,
            offset: (page - 1) * INSURER_PAGE,
          })}
          count={await countInsurers(center.db, q)}
          unconfirmed={await unconfirmedDeliveries(center.db)}
          today={tokyoToday(center.clock)}
        />,
      );
    }),
  );

  app.get(
    `${INSURERS}/:number`,
    asOfficial(center, async (actor, request, reply) => {
      const insurer = await insurerOf(center, request);
      const { page, done } = oneSchema.parse(request.query);

      return sendPage(
        reply,
        <OnePage
          actor={actor}
          insurer={insurer}
          share={await endingShare(center.db, insurer.number)}
          deliveries={await deliveriesOf(center.db, insurer.number, page)}
          count={await countDeliveries(center.db, insurer.number)}
          keys={await keysOf(center.db, insurer.number)}
          page={page}
          today={tokyoToday(center.clock)}
          isChanged={done === "yes"}
        />,
      );
    }),
  );

  app.get(
    `${INSURERS}/:number/edit`,
    asOfficial(center, async (actor, request, reply) => {
      const insurer = await insurerOf(center, request);
      const values = insurerValues(insurer, percent(await endingShare(center.db, insurer.number)));

      return sendPage(
        reply,
        <InsurerForm actor={actor} insurer={insurer} state={{ values, errors: {} }} />,
      );
    }),
  );

  app.post(
    `${INSURERS}/:number/edit`,
    asOfficial(center, async (actor, request, reply) => {
      const insurer = await insurerOf(center, request);
      const form = readForm(insurerSchema, request.body);
      if (!form.ok) {
        return sendPage(reply, <InsurerForm actor={actor} insurer={insurer} state={form} />, 422);
      }
      await changeInsurer(center, actor, insurer.number, form.value);

      return seeOther(reply, `${pathOf(insurer)}?done=yes`);
    }),
  );
}

export function percent(share: number): string {
  return String(Math.round(share * 1000) / 10);
}

type ListPageProps = {
  readonly actor: OfficialActor;
  readonly text: string;
  readonly page: number;
  readonly insurers: readonly InsurerTable[];
  readonly count: number;
  readonly unconfirmed: readonly Delivery[];
  readonly today: Temporal.PlainDate;
};

function ListPage({ actor, text, page, insurers, count, unconfirmed, today }: ListPageProps) {
  return (
    <OfficePage title="保険者" actor={actor} current={INSURERS}>
      {unconfirmed.length > 0 && (
        <Notice
          tone="warning"
          title={`2人目の確認を待っているファイルが${unconfirmed.length}件あります`}
        >
          <ul>
            {unconfirmed.map(({ id, fileName, insurerNumber }) => (
              <li key={id}>
                <a href={`/office/feeds/${id}`}>
                  {fileName}（保険者番号 {insurerNumber}）
                </a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <PageHeading lead="保険者ごとに、契約、連絡先、届いたファイルを確かめます。">
        保険者
      </PageHeading>
      <Form action={INSURERS} method="get">
        <TextField
          name="q"
          label="保険者をさがす"
          help="番号のはじめの数字、または名称やフリガナの一部"
          type="search"
          value={text}
          width={20}
        />
        <ButtonRow>
          <Button>さがす</Button>
          <LinkButton href={`${INSURERS}/suspended`} variant="secondary">
            照会停止中の人を見る
          </LinkButton>
        </ButtonRow>
      </Form>
      <Section
        heading={
          text === "" ? `すべて　${number(count)}件` : `見つかった保険者　${number(count)}件`
        }
      >
        {insurers.length === 0 ? (
          <EmptyState title="条件に合う保険者はありません。">
            <p>番号や名称の一部だけを入力して、もう一度さがしてください。</p>
          </EmptyState>
        ) : (
          <Table
            caption="保険者"
            hideCaption
            rows={insurers}
            rowKey={(row) => row.number}
            columns={[
              { key: "number", header: "番号", cell: (row) => row.number },
              {
                key: "name",
                header: "名称",
                rowHeader: true,
                cell: (row) => <a href={pathOf(row)}>{row.name}</a>,
              },
              {
                key: "contract",
                header: "契約",
                cell: (row) => <ContractBadge insurer={row} today={today} />,
              },
              {
                key: "telephone",
                header: "電話",
                cell: (row) => (row.telephone === null ? "なし" : formatPhone(row.telephone)),
              },
              { key: "feed", header: "前のファイル", cell: (row) => <LastFeed insurer={row} /> },
            ]}
          />
        )}
        <Pagination
          label="保険者"
          current={page}
          total={Math.ceil(count / INSURER_PAGE)}
          href={(to) => `${INSURERS}?${new URLSearchParams({ q: text, page: String(to) })}`}
        />
      </Section>
    </OfficePage>
  );
}

function LastFeed({ insurer: { feedAt, feedState } }: { insurer: InsurerTable }) {
  if (feedAt === null) return <>まだありません</>;

  return (
    <>
      {formatDateTime(feedAt)}{" "}
      {feedState === "accepted" ? (
        <StatusBadge tone="success">取り込みました</StatusBadge>
      ) : (
        <StatusBadge tone="error">取り込みませんでした</StatusBadge>
      )}
    </>
  );
}

type OnePageProps = {
  readonly actor: OfficialActor;
  readonly insurer: InsurerTable;
  readonly share: number;
  readonly deliveries: readonly Delivery[];
  readonly count: number;
  readonly keys: readonly InsurerKey[];
  readonly page: number;
  readonly today: Temporal.PlainDate;
  readonly isChanged: boolean;
};

function OnePage(props: OnePageProps) {
  const { actor, insurer, share, deliveries, count, keys, page, today, isChanged } = props;
  const base = pathOf(insurer);

  return (
    <InsurerPage actor={actor} insurer={insurer}>
      {isChanged && <Notice tone="success" title="登録内容を変更しました" />}
      <PageHeading caption={`保険者番号 ${insurer.number}`}>{insurer.name}</PageHeading>
      <ButtonRow>
        <LinkButton href={`${base}/upload`}>ファイルを取り込む</LinkButton>
        <LinkButton href={`${base}/suspended`} variant="secondary">
          照会停止中の人
        </LinkButton>
      </ButtonRow>
      <Section heading="登録内容" action={<a href={`${base}/edit`}>登録内容を変更する</a>}>
        <DescriptionList
          items={[
            { term: "フリガナ", detail: insurer.kana ?? "なし" },
            {
              term: "契約",
              detail: (
                <>
                  {contractWords(insurer)} <ContractBadge insurer={insurer} today={today} />
                </>
              ),
            },
            {
              term: "電話",
              detail:
                insurer.telephone === null
                  ? "なし"
                  : `${formatPhone(insurer.telephone)}${insurer.hours === null ? "" : `（${insurer.hours}）`}`,
            },
            {
              term: "所在地",
              detail: [
                insurer.postalCode === null ? "" : `〒${formatPostalCode(insurer.postalCode)}`,
                insurer.address ?? "なし",
              ].join(" "),
            },
            {
              term: "2人目の確認",
              detail: `資格の${percent(share)}%を超えて終わるファイルは、もう1人の確認を待ちます。`,
            },
          ]}
        />
      </Section>
      <Section heading={`届いたファイル　${number(count)}件`}>
        {deliveries.length === 0 ? (
          <EmptyState title="届いたファイルはまだありません。" />
        ) : (
          <Table
            caption="届いたファイル"
            hideCaption
            rows={deliveries}
            rowKey={(row) => row.id}
            columns={[
              {
                key: "at",
                header: "届いた日時",
                rowHeader: true,
                cell: (row) => (
                  <a href={`/office/feeds/${row.id}`}>{formatDateTime(row.receivedAt)}</a>
                ),
              },
              { key: "name", header: "ファイル", cell: (row) => row.fileName },
              { key: "mode", header: "種類", cell: modeName },
              {
                key: "lines",
                header: "行",
                numeric: true,
                cell: (row) => (row.counts === null ? "—" : number(row.counts.lines)),
              },
              {
                key: "problems",
                header: "誤り・保留",
                numeric: true,
                cell: (row) => number(row.problemCount),
              },
              { key: "state", header: "状態", cell: (row) => <DeliveryBadge {...row} /> },
            ]}
          />
        )}
        <Pagination
          label="届いたファイル"
          current={page}
          total={Math.ceil(count / DELIVERY_PAGE)}
          href={(to) => `${base}?page=${to}`}
        />
      </Section>
      <KeySection insurer={insurer} keys={keys} />
    </InsurerPage>
  );
}
