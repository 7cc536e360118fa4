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
  demo: boolean;
};

export function ReceptionPage(props: ReceptionPageProps) {
  const { actor, way, chosen, identity, done, demo } = props;
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
      <Practice demo={demo} />
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

/** Ten minutes with people who do not exist: what to try, and what the screen should say. */
function Practice({ demo }: { demo: boolean }) {
  return (
    <Section
      heading="10分の練習"
      action={
        <LinkButton href="/reception/" variant="secondary">
          受付アプリを開く
        </LinkButton>
      }
    >
      {demo ? (
        <>
          <Prose>
            <p>
              受付アプリの「架空のカード」を押すと、仮想のカードリーダーに載ります。患者さんは実在しません。
            </p>
          </Prose>
          <DescriptionList
            items={[
              {
                term: "1　いつもの受付",
                detail: "「会社員 3割」のカードを載せ、暗証番号を入れます。「有効」と3割が出ます。",
              },
              {
                term: "2　暗証番号を間違える",
                detail:
                  "違う番号を1回だけ入れます。残りの回数が出ます。次に、正しい番号を入れます。",
              },
              {
                term: "3　顔写真で確かめる",
                detail: "暗証番号の画面で「顔写真で確認」を押し、カードの表の番号を入れます。",
              },
              {
                term: "4　資格がないとき",
                detail: "ほかのカードも載せて、出た理由と「患者さんへの言い方」を読み上げます。",
              },
            ]}
          />
        </>
      ) : (
        <Prose>
          <p>
            受付アプリの「この機器は使えますか」で、カードを置く位置と読み取りの速さを試せます。職員ご自身のカードで、暗証番号なしで試せます。
          </p>
          <p>架空の患者さんでの練習は、いまは実演の環境だけにあります。</p>
        </Prose>
      )}
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
