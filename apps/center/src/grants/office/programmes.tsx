/** The programmes and their versions: what holds, what held, what is proposed. */
import { formatDate, formatYen, tokyoDate } from "@madoguchi/notation";
import { formValues, ProblemError, sendPage } from "@madoguchi/platform";
import {
  ButtonRow,
  DescriptionList,
  Details,
  EmptyState,
  LinkButton,
  Notice,
  PageHeading,
  Section,
  Table,
} from "@madoguchi/ui";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { asOfficial, May } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { openProposals, proposeByForm, ProposalWaits } from "../../proposals/index.ts";
import type { Proposal } from "../../proposals/index.ts";
import { emptyForm } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import { programmeVersions } from "../actions/propose.ts";
import { programmeForm, readProgramme } from "../programme-form.ts";
import { availableIn } from "../rules/ledger.ts";
import type { Balance } from "../rules/ledger.ts";
import { rateText, untilText } from "../rules/programme.ts";
import type { Programme } from "../rules/programme.ts";
import { allBalances } from "../store/ledger.ts";
import { newestProgrammes, versionsOf } from "../store/programmes.ts";
import { effectOf } from "./comparison.tsx";
import { DeskTabs } from "./frame.tsx";
import { ProgrammeFormPage } from "./programme-form.tsx";
import { registerVersionProposal, versionProposals } from "./proposal.tsx";
import { termsOf } from "./terms.tsx";

const PROGRAMMES = "/office/grants/programmes";

const codeSchema = z.object({ code: z.string() });

export function registerProgrammePages(app: FastifyInstance, center: Center): void {
  registerVersionProposal(app, center);

  app.get(
    PROGRAMMES,
    asOfficial(center, "grants.see", async (actor, _request, reply) =>
      sendPage(
        reply,
        <ProgrammesPage
          actor={actor}
          programmes={await newestProgrammes(center.db)}
          balances={await allBalances(center.db)}
          proposals={await openProposals(center.db, programmeVersions.name)}
          now={center.clock.now()}
        />,
      ),
    ),
  );

  app.get(
    `${PROGRAMMES}/new`,
    asOfficial(center, "programmes.change", async (actor, _request, reply) =>
      sendPage(reply, <ProgrammeFormPage actor={actor} newest={null} form={emptyForm} />),
    ),
  );

  app.get(
    `${PROGRAMMES}/:code`,
    asOfficial(center, "grants.see", async (actor, request, reply) => {
      const versions = await versionsOfRequest(center, request);
      const proposals = await openProposals(center.db, programmeVersions.name);

      return sendPage(
        reply,
        <ProgrammePage
          actor={actor}
          versions={versions}
          proposal={proposals.find(({ key }) => key === versions[0]?.code)}
          today={tokyoDate(center.clock.now())}
        />,
      );
    }),
  );

  app.get(
    `${PROGRAMMES}/:code/new`,
    asOfficial(center, "programmes.change", async (actor, request, reply) => {
      const [newest] = await versionsOfRequest(center, request);
      if (!newest) throw new ProblemError("not-found");
      const form = { values: programmeForm(newest), errors: {} };

      return sendPage(reply, <ProgrammeFormPage actor={actor} newest={newest} form={form} />);
    }),
  );

  app.post(
    PROGRAMMES,
    asOfficial(center, "programmes.change", async (actor, request, reply) => {
      const values = formValues(request.body);
      const isNew = (values["newest"] ?? "") === "";
      const form = readProgramme(values);
      const code = form.ok ? form.value.code : (values["code"] ?? "");
      const newest = isNew ? null : ((await versionsOf(center.db, code))[0] ?? null);
      if (!isNew && !newest) throw new ProblemError("not-found");
      if (form.ok && values["do"] === "try") {
        const effect = await effectOf(center.db, form.value);
        const page = { actor, newest, form: { values, errors: {} }, effect };

        return sendPage(reply, <ProgrammeFormPage {...page} />);
      }

      return proposeByForm(center, actor, reply, {
        ...versionProposals,
        values,
        read: form,
        page: (again, refusal) => (
          <ProgrammeFormPage actor={actor} newest={newest} form={again} refusal={refusal} />
        ),
      });
    }),
  );
}

async function versionsOfRequest(center: Center, request: FastifyRequest): Promise<Programme[]> {
  const { code } = codeSchema.parse(request.params);
  const versions = await versionsOf(center.db, code);
  if (versions.length === 0) throw new ProblemError("not-found");

  return versions;
}

type ProgrammesPageProps = {
  readonly actor: OfficialActor;
  readonly programmes: readonly Programme[];
  readonly balances: readonly Balance[];
  readonly proposals: readonly Proposal[];
  readonly now: Temporal.Instant;
};

function ProgrammesPage({ actor, programmes, balances, proposals, now }: ProgrammesPageProps) {
  return (
    <OfficePage
      title="補助事業"
      actor={actor}
      current="/office/grants"
      crumbs={[
        { label: "審査室", href: "/office" },
        { label: "補助金の審査", href: "/office/grants" },
        { label: "補助事業" },
      ]}
    >
      <PageHeading lead="補助率、上限、期限などの決まりです。変えるときは新しい版を作り、もう1人が確かめます。">
        補助事業
      </PageHeading>
      <DeskTabs current={PROGRAMMES} />
      {proposals.map(({ id, key }) => (
        <Notice
          key={id}
          tone="warning"
          title={`${programmes.find(({ code }) => code === key)?.name ?? key}に、確認を待つ提案があります`}
        >
          <p>
            <a href={`/office/grants/proposals/${id}`}>提案を確かめる</a>
          </p>
        </Notice>
      ))}
      {programmes.length === 0 ? (
        <EmptyState title="補助事業はまだありません" />
      ) : (
        <Table
          caption="補助事業の一覧"
          hideCaption
          columns={[
            {
              key: "name",
              header: "名称",
              rowHeader: true,
              cell: ({ code, name }) => <a href={`${PROGRAMMES}/${code}`}>{name}</a>,
            },
            { key: "version", header: "版", numeric: true, cell: ({ version }) => version },
            {
              key: "amount",
              header: "補助",
              cell: (programme) => `${rateText(programme)}、上限${formatYen(programme.capYen)}`,
            },
            {
              key: "intake",
              header: "受付",
              cell: ({ intakeUntil }) => untilText(now, intakeUntil),
            },
            {
              key: "left",
              header: "予算の残り",
              numeric: true,
              cell: (programme) =>
                programme.budgetYen === null
                  ? "定めなし"
                  : formatYen(availableIn(balances, programme)),
            },
          ]}
          rows={programmes}
          rowKey={({ code }) => code}
        />
      )}
      <May right="programmes.change">
        <ButtonRow>
          <LinkButton href={`${PROGRAMMES}/new`} variant="secondary">
            新しい補助事業を提案する
          </LinkButton>
        </ButtonRow>
      </May>
    </OfficePage>
  );
}

type ProgrammePageProps = {
  readonly actor: OfficialActor;
  /** The newest first. */
  readonly versions: readonly Programme[];
  readonly proposal: Proposal | undefined;
  readonly today: Temporal.PlainDate;
};

function ProgrammePage({ actor, versions, proposal, today }: ProgrammePageProps) {
  const [newest] = versions;
  if (!newest) return null;
  const current = versions.find(
    ({ effectiveFrom }) => Temporal.PlainDate.compare(effectiveFrom, today) <= 0,
  );

  return (
    <OfficePage
      title={newest.name}
      actor={actor}
      current="/office/grants"
      crumbs={[{ label: "補助事業", href: PROGRAMMES }, { label: newest.name }]}
    >
      <PageHeading caption={`記号 ${newest.code}`}>{newest.name}</PageHeading>
      {proposal ? (
        <ProposalWaits href={`/office/grants/proposals/${proposal.id}`} />
      ) : (
        <May right="programmes.change">
          <ButtonRow>
            <LinkButton href={`${PROGRAMMES}/${newest.code}/new`}>新しい版を提案する</LinkButton>
          </ButtonRow>
        </May>
      )}
      {versions.map((version) => (
        <Section key={version.id} heading={`第${version.version}版　${wordFor(version, current)}`}>
          {version === (current ?? newest) ? (
            <DescriptionList items={termsOf(version)} />
          ) : (
            <Details summary={`${formatDate(version.effectiveFrom)}からの決まり`}>
              <DescriptionList items={termsOf(version)} />
            </Details>
          )}
        </Section>
      ))}
    </OfficePage>
  );
}

function wordFor(version: Programme, current: Programme | undefined): string {
  if (version === current) return "いまの決まり";

  return current && version.version < current.version ? "前の決まり" : "これからの決まり";
}
