/** From which version on the reception app may be used: what holds, what is in use, and what one official proposes and another confirms. */
import { APP_VERSION, compareVersions, versionSchema } from "@madoguchi/contract";
import { formatDateTime, tokyoToday } from "@madoguchi/notation";
import { formValues, sendPage } from "@madoguchi/platform";
import {
  ButtonRow,
  DescriptionList,
  EmptyState,
  LinkButton,
  PageHeading,
  Section,
  Table,
} from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { asOfficial, May } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import {
  openProposals,
  proposeByForm,
  registerProposalPage,
  proposalRefusals,
  ProposalWaits,
} from "../../proposals/index.ts";
import type { Proposal, ProposalRefusal } from "../../proposals/index.ts";
import { OfficePage } from "../../shell/pages.tsx";
import { minimumForm, minimumItems, readMinimum } from "./form.ts";
import { MINIMUM, MinimumFormPage, TITLE } from "./form-page.tsx";
import { NOTICE_DAYS } from "./rules.ts";
import type { DecidedMinimum, MinimumRefusal } from "./rules.ts";
import { appMinimums } from "./subject.ts";
import { findMinimum, minimums, usedVersions } from "./store.ts";
import type { UsedVersion } from "./store.ts";

const PAST_SHOWN = 10;
const USED_DAYS = 31;

/** Every counter of the country may stand still by it. */
const CHANGE = { right: "app.change", stepUp: true } as const;

const refusals = {
  ...proposalRefusals,
  "newer-than-ours": `この窓口の受付アプリは ${APP_VERSION} です。それより新しい版は指定できません。`,
  "too-late": "お知らせを始める日が過ぎています。今日か、これからの日にしてください。",
} as const satisfies Record<MinimumRefusal | Exclude<ProposalRefusal, "not-found">, string>;

const proposals = { subject: appMinimums, path: `${MINIMUM}/proposals/:id`, refusals };

export function registerMinimumOffice(app: FastifyInstance, center: Center): void {
  const { db, clock } = center;

  app.get(
    MINIMUM,
    asOfficial(center, "app.see", async (actor, _request, reply) => {
      const since = clock.now().subtract({ hours: USED_DAYS * 24 });

      return sendPage(
        reply,
        <MinimumPage
          actor={actor}
          decided={await minimums(db, PAST_SHOWN).execute()}
          used={await usedVersions(db, since)}
          proposal={(await openProposals(db, appMinimums.name))[0]}
        />,
      );
    }),
  );

  app.get(
    `${MINIMUM}/new`,
    asOfficial(center, CHANGE, async (actor, _request, reply) => {
      const today = tokyoToday(clock);
      const values = minimumForm({
        version: APP_VERSION,
        noticeFrom: today,
        refusedFrom: today.add({ days: 4 * NOTICE_DAYS }),
      });

      return sendPage(reply, <MinimumFormPage actor={actor} form={{ values, errors: {} }} />);
    }),
  );

  app.post(
    MINIMUM,
    asOfficial(center, CHANGE, async (actor, request, reply) => {
      const values = formValues(request.body);

      return proposeByForm(center, actor, reply, {
        ...proposals,
        values,
        read: readMinimum(values),
        page: (form, refusal) => <MinimumFormPage actor={actor} form={form} refusal={refusal} />,
      });
    }),
  );

  registerProposalPage(app, center, {
    ...proposals,
    place: { current: MINIMUM, crumbs: [{ label: TITLE, href: MINIMUM }, { label: "提案" }] },
    sees: "app.see",
    changes: CHANGE,
    async show({ basedOn }, minimum) {
      const before = basedOn === null ? undefined : await findMinimum(db, basedOn);

      return {
        title: `${TITLE}の提案`,
        question: {
          advice: "版が配布されているか、施設が切り替える日数が足りるかを確かめてください。",
          verb: "この版と日に決める",
        },
        content: (
          <>
            <Section heading="提案の内容">
              <DescriptionList items={minimumItems(minimum)} />
            </Section>
            <Section heading="提案したときの決まり">
              {before ? <DescriptionList items={minimumItems(before)} /> : <p>決めていません。</p>}
            </Section>
          </>
        ),
      };
    },
  });
}

type MinimumPageProps = {
  actor: OfficialActor;
  /** The newest first; it holds. */
  decided: readonly DecidedMinimum[];
  used: readonly UsedVersion[];
  proposal: Proposal | undefined;
};

function MinimumPage({ actor, decided, used, proposal }: MinimumPageProps) {
  const [current] = decided;

  return (
    <OfficePage title={TITLE} actor={actor} current={MINIMUM}>
      <PageHeading lead="古い版の受付アプリに、新しい版への切替えをお願いします。1人が提案し、もう1人が確かめます。">
        {TITLE}
      </PageHeading>
      <Section heading="いまの決まり">
        {proposal ? (
          <ProposalWaits href={`${MINIMUM}/proposals/${proposal.id}`} />
        ) : (
          <May right={CHANGE.right}>
            <ButtonRow>
              <LinkButton href={`${MINIMUM}/new`} variant="secondary">
                変更を提案する
              </LinkButton>
            </ButtonRow>
          </May>
        )}
        {current ? (
          <DescriptionList items={minimumItems(current)} />
        ) : (
          <EmptyState title="まだ決めていません">
            <p>どの版の受付アプリも使えます。</p>
          </EmptyState>
        )}
      </Section>
      <Section heading="使われている版">
        <p>
          この{USED_DAYS}日に使われた端末です。ブラウザーで開く受付アプリは、いつも新しい版です。
        </p>
        <Table
          caption="版ごとの端末の数（新しい順）"
          rows={used.toSorted(byVersion)}
          rowKey={({ version }) => version ?? ""}
          columns={[
            {
              key: "version",
              header: "版",
              rowHeader: true,
              cell: ({ version }) => version ?? "届いていません",
            },
            { key: "terminals", header: "端末", cell: ({ terminals }) => `${terminals}台` },
            { key: "facilities", header: "施設", cell: ({ facilities }) => `${facilities}か所` },
          ]}
        />
      </Section>
      {decided.length > 1 && (
        <Section heading="これまでの決まり">
          <Table
            caption="これまでの決まり（新しい順）"
            rows={decided.slice(1)}
            rowKey={({ id }) => id}
            columns={[
              {
                key: "decided",
                header: "決めた日時",
                rowHeader: true,
                cell: ({ decidedAt }) => formatDateTime(decidedAt),
              },
              {
                key: "what",
                header: "決まり",
                cell: (minimum) => <DescriptionList items={minimumItems(minimum)} />,
              },
            ]}
          />
        </Section>
      )}
    </OfficePage>
  );
}

/** What is no version of ours comes last. */
function byVersion(a: UsedVersion, b: UsedVersion): number {
  const [one, other] = [a, b].map(
    ({ version }) => versionSchema.safeParse(version).data ?? "0.0.0",
  );

  return compareVersions(other ?? "0.0.0", one ?? "0.0.0");
}
