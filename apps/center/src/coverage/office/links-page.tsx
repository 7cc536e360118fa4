import { formatDateTime } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  EmptyState,
  ErrorSummary,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  RadioGroup,
  Section,
  StatusBadge,
  Table,
} from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import { may } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import { fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import type { LinkRecord } from "../store/links.ts";
import { unlinkReasons, unlinkWords, viaWords } from "./words.ts";

type LinksPageProps = {
  actor: OfficialActor;
  personId: string;
  links: readonly LinkRecord[];
  state: FormState;
  done: "unlinked" | "unchanged" | null;
};

const doneWords = {
  unlinked: "利用登録を解除しました。このカードでは、もう資格を確認できません。",
  unchanged: "この利用登録は、すでに解除されています。",
} as const;

/** Dates and ways, and a handle of eight letters to tell two cards apart by; never a certificate, nor who it is. */
export function LinksPage({ actor, personId, links, state, done }: LinksPageProps) {
  const errors = summaryOf(state.errors);
  const living = links.filter(({ unlinkedAt }) => unlinkedAt === null);

  return (
    <OfficePage
      title="利用登録"
      actor={actor}
      current="/office/certificate-links"
      errorCount={errors.length}
      crumbs={[
        { label: "利用登録を調べる", href: "/office/certificate-links" },
        { label: "利用登録" },
      ]}
    >
      <ErrorSummary errors={errors} />
      {done && <Notice tone={done === "unlinked" ? "success" : "info"} title={doneWords[done]} />}
      <PageHeading lead={`有効な利用登録は${living.length}件です。`}>利用登録</PageHeading>
      {links.length === 0 ? (
        <EmptyState title="この方の利用登録はありません。" />
      ) : (
        <Table
          caption="利用登録の一覧"
          hideCaption
          columns={columns}
          rows={links}
          rowKey={({ fingerprint, linkedAt }) => `${handleOf(fingerprint)}/${linkedAt}`}
        />
      )}
      {living.length > 0 && may(actor, "links.end") && <Unlink {...{ living, personId, state }} />}
      <ButtonRow>
        <LinkButton href="/office/certificate-links" variant="secondary">
          ほかの方を調べる
        </LinkButton>
      </ButtonRow>
    </OfficePage>
  );
}

const columns: Column<LinkRecord>[] = [
  {
    key: "handle",
    header: "カードの照合番号",
    rowHeader: true,
    cell: ({ fingerprint }) => handleOf(fingerprint),
  },
  {
    key: "state",
    header: "状態",
    cell: ({ unlinkedAt }) =>
      unlinkedAt === null ? (
        <StatusBadge tone="success" icon="success">
          有効
        </StatusBadge>
      ) : (
        <StatusBadge tone="neutral" icon="cross">
          解除済み
        </StatusBadge>
      ),
  },
  { key: "linked", header: "登録した日時", cell: ({ linkedAt }) => formatDateTime(linkedAt) },
  {
    key: "via",
    header: "登録の方法",
    cell: ({ via, facilityName }) =>
      facilityName === null ? viaWords[via] : `${viaWords[via]}（${facilityName}）`,
  },
  {
    key: "unlinked",
    header: "解除した日時と理由",
    cell: ({ unlinkedAt, reason }) =>
      unlinkedAt === null || reason === null
        ? "なし"
        : `${formatDateTime(unlinkedAt)}、${unlinkWords[reason]}`,
  },
];

type UnlinkProps = Pick<LinksPageProps, "personId" | "state"> & {
  readonly living: readonly LinkRecord[];
};

function Unlink({ living, personId, state }: UnlinkProps) {
  const options = living.map(({ fingerprint, linkedAt }) => ({
    value: linkOf(fingerprint),
    label: `照合番号 ${handleOf(fingerprint)}（${formatDateTime(linkedAt)}に登録）`,
  }));
  const [only] = options.length === 1 ? options : [];

  return (
    <Section heading="利用登録を解除する">
      <Form action="/office/certificate-links/unlink" hidden={{ personId }}>
        <RadioGroup
          name="link"
          label="解除する登録"
          required
          options={options}
          error={state.errors["link"]}
          value={state.values["link"] ?? only?.value}
        />
        <RadioGroup
          name="reason"
          label="解除の理由"
          help="解除すると、このカードでは資格を確認できなくなります。もう一度登録することはできます。"
          required
          options={unlinkReasons.map((value) => ({ value, label: unlinkWords[value] }))}
          {...fieldState(state, "reason")}
        />
        <ButtonRow>
          <Button variant="danger">解除する</Button>
        </ButtonRow>
      </Form>
    </Section>
  );
}

function linkOf(fingerprint: Uint8Array): string {
  return Buffer.from(fingerprint).toString("base64url");
}

function handleOf(fingerprint: Uint8Array): string {
  return Buffer.from(fingerprint).toString("hex").slice(0, 8);
}
