/** The front door: what this is, who it is for, and the two ways in. */
import { sendPage } from "@madoguchi/platform";
import { Card, Columns, LinkButton, ButtonRow, PageHeading, Prose, Section } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { facilityActorOf } from "../accounts/index.ts";
import type { FacilityActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { isDemo } from "../config.ts";
import { CallCenter } from "./call-center.tsx";
import { PortalPage } from "./pages.tsx";

export function registerFrontDoor(app: FastifyInstance, center: Center): void {
  app.get("/", async (request, reply) =>
    sendPage(
      reply,
      <FrontPage actor={await facilityActorOf(center, request)} demo={isDemo(center.config)} />,
    ),
  );
}

function FrontPage({ actor, demo }: { actor: FacilityActor | null; demo: boolean }) {
  return (
    <PortalPage title="はじめに" actor={actor}>
      <PageHeading lead="パソコンとカードリーダー、またはスマートフォンだけで、マイナンバーカードの保険資格を確認できます。">
        オンライン資格確認（資格確認限定型）の導入をお手伝いします
      </PageHeading>
      <ButtonRow>
        {actor ? (
          <LinkButton href="/home" size="large">
            準備の続きへ
          </LinkButton>
        ) : (
          <>
            <LinkButton href="/register" size="large">
              新規ユーザー登録
            </LinkButton>
            <LinkButton href="/sign-in" size="large" variant="secondary">
              ログイン
            </LinkButton>
          </>
        )}
      </ButtonRow>
      <Section heading="導入までの流れ">
        <Columns>
          <Card level={3} heading="1　端末等の選定・購入">
            <p>
              パソコンと有線カードリーダー、スマートフォン、タブレットとBluetoothカードリーダーのいずれかを用意します。
            </p>
            <p>領収書は、補助金の申請に使います。保管してください。</p>
          </Card>
          <Card level={3} heading="2　導入・運用準備">
            <p>
              このサイトで利用申請をします。承認されると、アプリの設定に使うユーザー設定情報を受け取れます。
            </p>
            <p>受付の手順を確かめて、運用開始日を入力します。</p>
          </Card>
          <Card level={3} heading="3　補助金申請">
            <p>導入が終わったら、かかった費用の4分の3（上限31,000円）を申請できます。</p>
          </Card>
        </Columns>
      </Section>
      <Section heading="対象となる医療機関等">
        <Prose>
          <ul>
            <li>紙レセプトで請求しているなど、義務化の対象外の医療機関・薬局</li>
            <li>健診等実施機関、助産所</li>
            <li>柔道整復、あん摩マッサージ指圧、はり、きゅうの施術所</li>
          </ul>
        </Prose>
        <ButtonRow>
          <LinkButton href="/eligible" variant="secondary">
            わたしの施設は対象ですか
          </LinkButton>
        </ButtonRow>
      </Section>
      <Section heading="お問い合わせ">
        <CallCenter />
      </Section>
      {demo && <DemoDoors />}
    </PortalPage>
  );
}

/** The other places of the demo, which a person of a clinic would never see from here. */
function DemoDoors() {
  return (
    <Section heading="実演で見られるところ">
      <Prose>
        <ul>
          <li>
            <a href="/reception/">受付アプリ</a>：架空のカード14枚で資格を確認します。
          </li>
          <li>
            <a href="/office">審査室</a>：職員として申請を審査します。
          </li>
          <li>
            <a href="/dev/mail">届いたメール</a>：実演が送ったメールを読みます。
          </li>
        </ul>
        <p>ログインの方法は、実演を始めた画面に表示されています。</p>
      </Prose>
    </Section>
  );
}
