/** The frame around every page of the portal and the office. */
import {
  Document,
  FormAddress,
  Main,
  SiteFooter,
  SiteHeader,
  SkipLink,
  Button,
  LinkButton,
  Breadcrumbs,
} from "@madoguchi/ui";
import type { NavLink } from "@madoguchi/ui";
import { createContext } from "react";
import type { ReactNode } from "react";
import { scriptHref, stylesHref } from "./assets.ts";
import type { ScriptName } from "./assets.ts";
import { CallCenter } from "./call-center.tsx";

const PORTAL = "オンライン資格確認 総合ポータルサイト";
const OFFICE = "オンライン資格確認 審査室";
const ABOUT =
  "資格確認限定型の利用申請、端末の登録、補助金の申請、お問い合わせができます。手順書とお知らせも読めます。";
const OPERATOR = "Madoguchi（窓口）は、実在の医療機関等、患者さん、補助金とは関係がありません。";
const ZONE = "このサイトの日時は、すべて日本時間です。";
const MADE_UP = "架空の実演です。実在の方の情報は入力しないでください。";

/** Whom the header greets: all that the frame needs of an actor. */
type Official = {
  readonly name: string;
  readonly rights: readonly string[];
};
export type PortalReader = {
  readonly name: string;
  /** Null of who acts for no facility. */
  readonly facilityId: string | null;
  readonly facilityName: string;
  readonly facilityKind: string;
  readonly facilityCode: string;
  readonly rights: readonly string[];
  /** All facilities that the person acts for. */
  readonly memberships: readonly { readonly facilityName: string }[];
};

type Crumb = { label: string; href?: string };

type PageProps = {
  title: string;
  errorCount?: number;
  /** Loads the small script for copy buttons and the like, without which pages work; or another one that the page needs. */
  enhanced?: boolean | Exclude<ScriptName, "enhance">;
  width?: "text" | "wide";
  crumbs?: readonly Crumb[];
  children: ReactNode;
};

type PortalPageProps = PageProps & {
  actor: PortalReader | null;
  current?: string;
  /** Offers the way in to who is not signed in; false where it leads nowhere new, or where the reader is not known. */
  signIn?: boolean;
  /** What the page is for, in a sentence; without it, what the portal is for. */
  description?: string;
  /** Tells feed readers where the notices can be had. */
  withFeed?: boolean;
};

/** What everybody may read. */
const publicLinks: readonly NavLink[] = [
  { href: "/notices", label: "お知らせ" },
  { href: "/help", label: "使い方と手順書" },
];

/** `right`: without it the page behind the link would only refuse. */
type RightLink = NavLink & { readonly right?: string };

const facilityLinks: readonly RightLink[] = [
  { href: "/home", label: "準備の進み具合" },
  { href: "/usage-application", label: "利用申請", right: "apply" },
  { href: "/terminals", label: "端末とアプリ", right: "terminals" },
  { href: "/grants", label: "補助金", right: "money" },
  { href: "/procedures", label: "施設の手続き", right: "procedures" },
];

const checkupLinks: readonly RightLink[] = [
  { href: "/bulk-inquiries", label: "一括照会", right: "inquire" },
  { href: "/checkup-contracts", label: "健診の契約", right: "inquire" },
];

function linksFor({ facilityKind, rights }: PortalReader): readonly NavLink[] {
  return [
    ...facilityLinks,
    ...(facilityKind === "checkup" ? checkupLinks : []),
    { href: "/statistics", label: "統計" },
    { href: "/inquiries", label: "お問い合わせ" },
  ].filter(({ right }: RightLink) => right === undefined || rights.includes(right));
}

/** What the reader of a page may do, for its parts that are there for some only. */
export const ReaderRights = createContext<readonly string[]>([]);

export function PortalPage(props: PortalPageProps) {
  const { actor, current, signIn = true } = props;
  const links: readonly NavLink[] = actor
    ? [...linksFor(actor), ...publicLinks]
    : [...publicLinks, { href: "/inquiries/new", label: "お問い合わせ" }];

  return inNameOf(
    actor,
    <Frame
      {...props}
      serviceName={PORTAL}
      description={props.description ?? ABOUT}
      {...(props.withFeed ? { feed: { href: "/feed.atom", title: "お知らせ" } } : {})}
    >
      <SiteHeader
        serviceName={PORTAL}
        homeHref={actor ? "/home" : "/"}
        notice={MADE_UP}
        {...(actor ? {} : { slogan: "マイナンバーカードを保険証に、小さな医療機関でも" })}
        links={links.map((link) => ({ ...link, current: link.href === current }))}
        {...(actor ? { person: { name: actor.name, organization: facilityWords(actor) } } : {})}
        account={
          actor ? (
            <>
              <a href="/account">アカウント</a>
              {actor.memberships.length > 1 && <a href="/account/facility">施設を切り替える</a>}
              <SignOut action="/sign-out" />
            </>
          ) : signIn ? (
            <LinkButton href="/sign-in" variant="secondary">
              ログイン
            </LinkButton>
          ) : undefined
        }
      />
      <ReaderRights value={actor?.rights ?? []}>
        <PageBody {...props} />
      </ReaderRights>
    </Frame>,
  );
}

/** Forms of the page say for which facility they were filled in: another window may act for another one meanwhile. */
function inNameOf(actor: PortalReader | null, page: ReactNode): ReactNode {
  return actor?.facilityId ? (
    <FormAddress value={{ for: actor.facilityId }}>{page}</FormAddress>
  ) : (
    page
  );
}

/** With its code where another one has the same name, as after コード変更. */
function facilityWords({ facilityName, facilityCode, memberships }: PortalReader): string {
  const alike = memberships.filter((membership) => membership.facilityName === facilityName);

  return alike.length > 1 ? `${facilityName}（${facilityCode}）` : facilityName;
}

const officeLinks: readonly RightLink[] = [
  { href: "/office", label: "利用申請の審査", right: "cases.see" },
  { href: "/office/grants", label: "補助金の審査", right: "grants.see" },
  { href: "/office/inquiries", label: "お問い合わせ", right: "inquiries.see" },
  { href: "/office/notices", label: "お知らせ", right: "notices.see" },
  { href: "/office/procedures", label: "施設の手続き", right: "cases.see" },
  { href: "/office/factor-resets", label: "確認方法の解除", right: "resets.see" },
  { href: "/office/insurers", label: "保険者", right: "insurers.see" },
  { href: "/office/facility-lists", label: "基礎データ", right: "masters.see" },
  { href: "/office/revocation-lists", label: "失効リスト", right: "lists.see" },
  { href: "/office/certificate-links", label: "利用登録", right: "links.see" },
  { href: "/office/mails", label: "メール", right: "mails.see" },
  { href: "/office/dashboard", label: "全体のようす", right: "figures.see" },
  { href: "/office/officials", label: "職員と役割", right: "officials.see" },
  { href: "/office/app-minimum", label: "受付アプリの版", right: "app.see" },
  { href: "/office/audit", label: "監査", right: "audit.see" },
];

/** What somebody with these rights works on. */
export function officeLinksOf(rights: readonly string[]): readonly NavLink[] {
  return officeLinks.filter(({ right }) => right === undefined || rights.includes(right));
}

export function OfficePage(props: PageProps & { actor: Official | null; current?: string }) {
  const { actor, current } = props;
  const rights = actor?.rights ?? [];
  const links = officeLinksOf(rights);

  return (
    <Frame {...props} serviceName={OFFICE}>
      <SiteHeader
        serviceName={OFFICE}
        notice={MADE_UP}
        homeHref="/office"
        links={links.map((link) => ({ ...link, current: link.href === current }))}
        {...(actor
          ? {
              person: { name: actor.name },
              account: (
                <>
                  <a href="/office/account">アカウント</a>
                  <SignOut action="/office/sign-out" />
                </>
              ),
            }
          : {})}
      />
      <ReaderRights value={rights}>
        <PageBody {...props} />
      </ReaderRights>
    </Frame>
  );
}

type FrameProps = PageProps & {
  serviceName: string;
  description?: string;
  feed?: { href: string; title: string };
};

function Frame(props: FrameProps) {
  return (
    <Document
      title={props.title}
      serviceName={props.serviceName}
      {...(props.description === undefined ? {} : { description: props.description })}
      errorCount={props.errorCount ?? 0}
      stylesHref={stylesHref()}
      scriptHref={
        props.enhanced
          ? scriptHref(props.enhanced === true ? "enhance" : props.enhanced)
          : undefined
      }
      {...(props.feed ? { feed: props.feed } : {})}
    >
      <SkipLink />
      {props.children}
    </Document>
  );
}

function PageBody({ crumbs, width = "wide", children }: PageProps) {
  return (
    <>
      {crumbs && <Breadcrumbs items={crumbs} />}
      <Main width={width}>{children}</Main>
      <SiteFooter
        notes={[ZONE, OPERATOR]}
        links={[
          { href: "/notices", label: "お知らせ" },
          { href: "/help", label: "使い方と手順書" },
          { href: "/help/answers", label: "資格確認の答えと対応" },
          { href: "/search", label: "検索" },
          { href: "/statistics/open", label: "導入状況" },
          { href: "/eligible", label: "わたしの施設は対象ですか" },
          { href: "/procedures", label: "新設・廃止・コード変更などの手続き" },
          { href: "/terms", label: "利用規約" },
        ]}
        contact={<CallCenter />}
      />
    </>
  );
}

function SignOut({ action }: { action: string }) {
  return (
    <form method="post" action={action}>
      <Button variant="quiet">ログアウト</Button>
    </form>
  );
}
