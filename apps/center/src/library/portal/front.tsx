/** The front door: the notices, one search, the services, the ways in, and whether somebody answers the telephone. */
import {
  ButtonRow,
  Card,
  Columns,
  LinkButton,
  PageHeading,
  Prose,
  SearchBox,
  Section,
} from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../accounts/index.ts";
import { CallCenter } from "../../shell/call-center.tsx";
import { PortalPage } from "../../shell/pages.tsx";
import type { Notice } from "../rules/notice.ts";
import type { Shelf } from "../shelf.ts";
import { NoticeList } from "./notice-list.tsx";

type FrontPageProps = {
  actor: FacilityActor | null;
  demo: boolean;
  shelf: Shelf;
  now: Temporal.Instant;
  important: readonly Notice[];
  other: readonly Notice[];
};

const LEAD =
  "パソコンとカードリーダー、またはスマートフォンだけで、マイナンバーカードの保険資格を確認できます。";

export function FrontPage({ actor, demo, shelf, now, important, other }: FrontPageProps) {
  return (
    <PortalPage title="はじめに" description={LEAD} actor={actor} withFeed>
      <PageHeading lead={LEAD}>
        オンライン資格確認（資格確認限定型）の導入をお手伝いします
      </PageHeading>
      <Doors actor={actor} />
      <SearchBox action="/search" label="お知らせ、手順書、よくある質問を探す" />
      {important.length > 0 && (
        <Section heading="重要なお知らせ">
          <NoticeList notices={important} shelf={shelf} now={now} />
        </Section>
      )}
      <Section heading="お知らせ" action={<a href="/notices">お知らせの一覧</a>}>
        {other.length > 0 ? (
          <NoticeList notices={other} shelf={shelf} now={now} />
        ) : (
          <p>掲載中のお知らせはありません。</p>
        )}
      </Section>
      <Section heading="サービス">
        <Columns>
          <Card level={3} heading="オンライン資格確認・オンライン請求" href="/help">
            <p>資格確認限定型の手順書と、よくある質問があります。</p>
          </Card>
          <Card level={3} heading="電子処方箋管理サービス" href="/notices?category=02">
            <p>このサービスについてのお知らせを読めます。</p>
          </Card>
          <Card level={3} heading="電子カルテ情報共有サービス" href="/notices?category=03">
            <p>このサービスについてのお知らせを読めます。</p>
          </Card>
        </Columns>
      </Section>
      <Section heading="導入までの流れ">
        <Columns>
          <Card level={3} heading="1　端末等の選定・購入">
            <p>パソコン、スマートフォン、タブレットのどれかを用意します。</p>
            <p>領収書は、補助金の申請に使います。保管してください。</p>
          </Card>
          <Card level={3} heading="2　導入・運用準備">
            <p>このサイトで利用申請をします。承認されると、アプリの設定に進めます。</p>
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
            <li>紙レセプト（紙の請求書）で請求しているなど、義務化の対象外の医療機関・薬局</li>
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
        <CallCenter now={now} />
        <ButtonRow>
          <LinkButton href="/inquiries/new" variant="secondary">
            フォームで問い合わせる
          </LinkButton>
        </ButtonRow>
      </Section>
      {demo && <DemoDoors />}
    </PortalPage>
  );
}

function Doors({ actor }: { actor: FacilityActor | null }) {
  return (
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
