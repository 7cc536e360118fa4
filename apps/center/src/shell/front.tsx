/** The front door: what this is, who it is for, and the two ways in. */
import { sendPage } from "@madoguchi/platform";
import { Card, Columns, LinkButton, ButtonRow, PageHeading, Prose, Section } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { facilityActorOf } from "../accounts/index.ts";
import type { FacilityActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { PortalPage } from "./pages.tsx";

export function registerFrontDoor(app: FastifyInstance, center: Center): void {
  app.get("/", async (request, reply) =>
    sendPage(reply, <FrontPage actor={await facilityActorOf(center, request)} />),
  );
}

function FrontPage({ actor }: { actor: FacilityActor | null }) {
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
          </Card>
          <Card level={3} heading="2　導入・運用準備">
            <p>
              このサイトで利用申請をします。承認されると、アプリの設定に使うユーザー設定情報が届きます。
            </p>
          </Card>
          <Card level={3} heading="3　補助金申請">
            <p>
              導入が終わったら、かかった費用の4分の3（上限31,000円）を申請できます。領収書を保管してください。
            </p>
          </Card>
        </Columns>
      </Section>
      <Section heading="対象となる施設">
        <Prose>
          <ul>
            <li>紙レセプトで請求しているなど、義務化の対象外の医療機関・薬局</li>
            <li>健診等実施機関、助産所</li>
            <li>柔道整復、あん摩マッサージ指圧、はり、きゅうの施術所</li>
          </ul>
        </Prose>
      </Section>
    </PortalPage>
  );
}
