/** The keys of an insurer's systems: issued here, shown once, revoked here. */
import { formatDateTime } from "@madoguchi/notation";
import { ProblemError, readForm, seeOther, sendPage } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  CopyValue,
  EmptyState,
  ErrorSummary,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Section,
  StatusBadge,
  Table,
  TextField,
  VisuallyHidden,
} from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { asOfficial, May } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { emptyForm, fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { idParam } from "../../shell/params.ts";
import { issueInsurerKey, revokeInsurerKey } from "../actions/insurer-keys.ts";
import { findKey } from "../store/insurer-keys.ts";
import type { InsurerKey } from "../store/insurer-keys.ts";
import type { InsurerTable } from "../store/tables.ts";
import { InsurerPage, insurerOf, INSURERS, pathOf } from "./frame.tsx";
import { keySchema } from "./forms.ts";

export function registerKeyPages(app: FastifyInstance, center: Center): void {
  const path = `${INSURERS}/:number/keys`;

  app.get(
    `${path}/new`,
    asOfficial(
      center,
      { right: "insurers.change", stepUp: true },
      async (actor, request, reply) => {
        const insurer = await insurerOf(center, request);

        return sendPage(reply, <NewKeyPage actor={actor} insurer={insurer} state={emptyForm} />);
      },
    ),
  );

  app.post(
    `${path}/new`,
    asOfficial(
      center,
      { right: "insurers.change", stepUp: true },
      async (actor, request, reply) => {
        const insurer = await insurerOf(center, request);
        const form = readForm(keySchema, request.body);
        if (!form.ok) {
          return sendPage(reply, <NewKeyPage actor={actor} insurer={insurer} state={form} />, 422);
        }
        const { label } = form.value;
        const key = await issueInsurerKey(center, actor, insurer.number, label);
        if (key === undefined) throw new ProblemError("not-found");

        // No redirect: the key is in this answer and nowhere else.
        return sendPage(
          reply,
          <IssuedPage actor={actor} insurer={insurer} label={label} issued={key} />,
        );
      },
    ),
  );

  app.get(
    `${path}/:id/revoke`,
    asOfficial(
      center,
      { right: "insurers.change", stepUp: true },
      async (actor, request, reply) => {
        const insurer = await insurerOf(center, request);
        const key = await findKey(center.db, idParam(request));
        if (!key || key.insurerNumber !== insurer.number || key.revokedAt !== null) {
          throw new ProblemError("not-found");
        }

        return sendPage(reply, <RevokePage actor={actor} insurer={insurer} revoked={key} />);
      },
    ),
  );

  app.post(
    `${path}/:id/revoke`,
    asOfficial(
      center,
      { right: "insurers.change", stepUp: true },
      async (actor, request, reply) => {
        const insurer = await insurerOf(center, request);
        const key = { id: idParam(request), insurerNumber: insurer.number };
        // Revoked twice is revoked.
        await revokeInsurerKey(center, actor, key);

        return seeOther(reply, pathOf(insurer));
      },
    ),
  );
}

export function KeySection({
  insurer,
  keys,
}: {
  insurer: InsurerTable;
  keys: readonly InsurerKey[];
}) {
  const base = `${pathOf(insurer)}/keys`;

  return (
    <Section
      heading="システムから送るための鍵"
      action={
        <May right="insurers.change">
          <a href={`${base}/new`}>鍵を発行する</a>
        </May>
      }
    >
      {keys.length === 0 ? (
        <EmptyState title="発行した鍵はありません。">
          <p>鍵があると、保険者のシステムから直接ファイルを送れます。</p>
        </EmptyState>
      ) : (
        <Table
          caption="発行した鍵"
          hideCaption
          rows={keys}
          rowKey={(row) => row.id}
          columns={[
            { key: "label", header: "渡したシステム", rowHeader: true, cell: (row) => row.label },
            { key: "issued", header: "発行した日時", cell: (row) => formatDateTime(row.issuedAt) },
            {
              key: "used",
              header: "前に使われた日時",
              cell: (row) => (row.lastUsedAt === null ? "まだ" : formatDateTime(row.lastUsedAt)),
            },
            { key: "state", header: "状態", cell: (row) => <KeyState base={base} row={row} /> },
          ]}
        />
      )}
    </Section>
  );
}

function KeyState({ base, row }: { base: string; row: InsurerKey }) {
  return row.revokedAt === null ? (
    <>
      <StatusBadge tone="success">使えます</StatusBadge>{" "}
      <May right="insurers.change">
        <a href={`${base}/${row.id}/revoke`}>
          取り消す<VisuallyHidden>：{row.label}</VisuallyHidden>
        </a>
      </May>
    </>
  ) : (
    <StatusBadge>{`${formatDateTime(row.revokedAt)}に取り消しました`}</StatusBadge>
  );
}

type PageProps = { readonly actor: OfficialActor; readonly insurer: InsurerTable };

function NewKeyPage({ actor, insurer, state }: PageProps & { readonly state: FormState }) {
  const errors = summaryOf(state.errors);

  return (
    <InsurerPage
      actor={actor}
      insurer={insurer}
      title="鍵の発行"
      width="text"
      errorCount={errors.length}
    >
      <ErrorSummary errors={errors} />
      <PageHeading
        caption={insurer.name}
        lead="鍵を持つシステムは、この保険者のファイルを送れます。鍵は一度だけ表示します。"
      >
        鍵の発行
      </PageHeading>
      <Form action={`${pathOf(insurer)}/keys/new`}>
        <TextField
          name="label"
          label="鍵を渡すシステムの名前"
          help="40文字まで。例：適用システム（本番）"
          required
          {...fieldState(state, "label")}
        />
        <ButtonRow>
          <Button>発行する</Button>
          <LinkButton href={pathOf(insurer)} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </InsurerPage>
  );
}

function IssuedPage({
  actor,
  insurer,
  label,
  issued,
}: PageProps & { readonly label: string; readonly issued: string }) {
  return (
    <InsurerPage actor={actor} insurer={insurer} title="発行した鍵" width="text" enhanced>
      <PageHeading caption={insurer.name}>発行した鍵</PageHeading>
      <Notice tone="warning" title="鍵が表示されるのは、この画面だけです">
        <p>保険者の担当の方に、安全な方法で渡してください。なくしたときは新しく発行します。</p>
      </Notice>
      <CopyValue label={`${label}の鍵`} value={issued} />
      <ButtonRow>
        <LinkButton href={pathOf(insurer)}>渡しました</LinkButton>
      </ButtonRow>
    </InsurerPage>
  );
}

function RevokePage({ actor, insurer, revoked }: PageProps & { readonly revoked: InsurerKey }) {
  return (
    <InsurerPage actor={actor} insurer={insurer} title="鍵の取り消し" width="text">
      <PageHeading
        caption={insurer.name}
        lead="取り消すと、この鍵ではすぐに送れなくなります。元には戻せません。"
      >
        鍵「{revoked.label}」を取り消しますか
      </PageHeading>
      <Form action={`${pathOf(insurer)}/keys/${revoked.id}/revoke`}>
        <ButtonRow>
          <Button variant="danger">取り消す</Button>
          <LinkButton href={pathOf(insurer)} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </InsurerPage>
  );
}
