import { formatDate, tokyoDate } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  Columns,
  DescriptionList,
  FlowChart,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Prose,
  Section,
  Tabs,
} from "@madoguchi/ui";
import { Fragment } from "react";
import type { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../accounts/index.ts";
import { everyAnswer } from "../../eligibility/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import { deviceNames } from "../form.ts";
import type { Device } from "../form.ts";
import { flowAfter, flowBefore, identityNames, lanes } from "./flows.ts";
import type { Identity } from "./flows.ts";

const TITLE = "受付の流れの変わるところ";
const MARKED = "変わるところ";

type ReceptionPageProps = {
  actor: FacilityActor;
  way: Device;
  /** What the facility chose; null before it did. */
  chosen: Device | null;
  identity: Identity;
  done: boolean;
  practisedAt: Temporal.Instant | null;
};

export function ReceptionPage(props: ReceptionPageProps) {
  const { actor, way, chosen, identity, done, practisedAt } = props;
  const address = (change: { way?: Device; identity?: Identity }) =>
    `/preparation/reception?${new URLSearchParams({ way, identity, ...change })}`;

  return (
    <PortalPage
      title={TITLE}
      actor={actor}
      current="/home"
      crumbs={[{ label: "準備の進み具合", href: "/home" }, { label: TITLE }]}
    >
      <PageHeading
        caption="2　導入・運用準備"
        lead="これまでと、これからの受付を比べます。職員のみなさんで、ご自分の施設の動きを確かめてください。"
      >
        {TITLE}
      </PageHeading>
      {chosen === null && (
        <Notice title="端末の選定がまだのため、パソコンの流れから表示しています。">
          <p>
            <a href="/devices/choose">端末を選ぶ</a>
            と、その方法の流れが初めから出ます。
          </p>
        </Notice>
      )}
      <Tabs
        label="カードを読み取る方法"
        tabs={(["pc", "smartphone", "tablet"] as const).map((each) => ({
          label: deviceNames[each],
          href: address({ way: each }),
          current: each === way,
        }))}
      />
      <Tabs
        label="本人を確かめる方法"
        tabs={(["pin", "visual"] as const).map((each) => ({
          label: identityNames[each],
          href: address({ identity: each }),
          current: each === identity,
        }))}
      />
      <Columns>
        <Section heading="これまでの受付">
          <FlowChart label="これまでの受付" lanes={lanes} markedWord={MARKED} steps={flowBefore} />
        </Section>
        <Section heading="これからの受付">
          <FlowChart
            label="これからの受付"
            lanes={lanes}
            markedWord={MARKED}
            steps={flowAfter(way, identity)}
          />
        </Section>
      </Columns>
      <Decisions />
      <Papers />
      <Practice practisedAt={practisedAt} />
      <Trouble />
      <Section heading="確認が済んだら">
        {done ? (
          <p>受付業務の確認は済んでいます。</p>
        ) : (
          <Form action="/home/checklist/reception" hidden={{ done: "yes" }}>
            <ButtonRow>
              <Button>確認が済んだ</Button>
              <LinkButton href="/home" variant="secondary">
                準備の進み具合へ戻る
              </LinkButton>
            </ButtonRow>
          </Form>
        )}
      </Section>
    </PortalPage>
  );
}

function Decisions() {
  return (
    <Section heading="職員で決めておくこと">
      <Prose>
        <ul>
          <li>カードリーダーやスマートフォンを、どこに置くか。患者さんの手が届く所にします。</li>
          <li>だれが受付アプリを開き、だれが結果を見るか。</li>
          <li>暗証番号を忘れた患者さんに、顔写真での確認を案内する人。</li>
          <li>カードをお持ちでない患者さんに、何を出していただくか。</li>
          <li>インターネットが止まったときの控え方。氏名、生年月日、性別、住所を控えます。</li>
        </ul>
        <p>患者さんのカードは、職員が預かりません。患者さんご自身に置いていただきます。</p>
      </Prose>
    </Section>
  );
}

/** What hangs on the wall, goes to patients, and lies on the desk. */
function Papers() {
  return (
    <Section heading="掲示と手もとの紙">
      <Prose>
        <ul>
          <li>
            <a href="/posters">掲示とお渡し用の紙</a>
            ：患者さんに見ていただく紙です。6つの言葉で、A4の紙に印刷できます。
          </li>
          <li>
            <a href="/help/KB0010166">受付の早見表（職員用）</a>：受付の机に置く1枚です。
          </li>
          <li>
            <a href="/help/KB0010157">運用マニュアル</a>
            ：毎日の受付を、初めから終わりまで説明します。
          </li>
        </ul>
      </Prose>
    </Section>
  );
}

/** Ten minutes with people who do not exist, in the reception app itself. */
function Practice({ practisedAt }: { practisedAt: Temporal.Instant | null }) {
  return (
    <Section
      heading="10分の練習"
      action={
        <LinkButton href="/reception/" variant="secondary">
          受付アプリを開く
        </LinkButton>
      }
    >
      {practisedAt !== null && (
        <Notice
          tone="success"
          title={`${formatDate(tokyoDate(practisedAt))}に、練習のコースが終わりました。`}
        />
      )}
      <Prose>
        <p>
          受付アプリの最初の画面で「受付を練習する」を押します。本番と同じ画面を、架空の患者さんで試せます。
        </p>
        <ol>
          <li>「コースを始める」を押します。8つの場面を、順に練習します。</li>
          <li>途中でやめても、続きから始められます。</li>
          <li>コースが終わると、準備の一覧のこの項目が、自動で済みになります。</li>
        </ol>
        <p>
          「患者さんを選んで練習する」では、画面に出る答えのすべてを試せます。練習は、件数に数えません。
        </p>
        <p>
          カードを置く位置と読み取りの速さは、「この機器は使えますか」で、職員ご自身のカードで試せます。暗証番号は使いません。
        </p>
      </Prose>
    </Section>
  );
}

/** Everything that can go wrong leads to its own row: cause, words for the patient, next steps, what to charge. */
function Trouble() {
  return (
    <Section heading="困ったとき">
      <Prose>
        <p>画面に出る答えごとに、理由、患者さんへの言い方、次にすること、会計を用意しています。</p>
      </Prose>
      <DescriptionList
        items={everyAnswer.map(({ heading, topics }) => ({
          term: heading,
          detail: topics.map(({ id, title }, index) => (
            <Fragment key={id}>
              {index > 0 && "／"}
              <a href={`/help/answers#${id}`}>{title}</a>
            </Fragment>
          )),
        }))}
      />
      <p>
        <a href="/papers/declaration">カードで確かめられないときの様式（被保険者資格申立書）</a>
      </p>
    </Section>
  );
}
