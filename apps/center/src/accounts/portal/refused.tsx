/** Signed in, and yet not allowed: why, who can change it, and where to go on. */
import { Button, ButtonRow, Form, LinkButton, PageHeading, Prose } from "@madoguchi/ui";
import { PortalPage } from "../../shell/pages.tsx";
import type { FacilityActor } from "../rules.ts";
import { rights, roleWords } from "../rules/rights.ts";
import type { Right } from "../rules/rights.ts";
import type { Member } from "../store/memberships.ts";

type RefusedPageProps = {
  readonly actor: FacilityActor;
  readonly right: Right;
  readonly members: readonly Member[];
};

export function RefusedPage({ actor, right, members }: RefusedPageProps) {
  const { roles, words } = rights[right];
  const administrators = members.filter((member) => member.roles.includes("administrator"));

  return (
    <PortalPage title="この操作はできません" actor={actor} width="text">
      <PageHeading
        lead={`${words}は、「${roleWords(roles)}」の役割の方ができます。あなたの役割は「${roleWords(actor.roles)}」です。`}
      >
        この操作はできません
      </PageHeading>
      <Prose>
        <h2>役割を変えられる方</h2>
        <p>{actor.facilityName}の管理者が、あなたの役割を変えられます。</p>
        <ul>
          {administrators.map(({ accountId, name }) => (
            <li key={accountId}>{name} さん</li>
          ))}
        </ul>
        <h2>次にすること</h2>
        <p>管理者に、操作を頼むか、役割の追加を頼んでください。</p>
      </Prose>
      <ButtonRow>
        <LinkButton href="/home">準備の進み具合へ</LinkButton>
        {actor.memberships.length > 1 && (
          <LinkButton href="/account/facility" variant="secondary">
            施設を切り替える
          </LinkButton>
        )}
      </ButtonRow>
    </PortalPage>
  );
}

export function NoFacilityPage({ name }: { name: string }) {
  return (
    <PortalPage title="担当する施設がありません" actor={null} signIn={false} width="text">
      <PageHeading lead={`${name} さんは、いまどの施設の担当者でもありません。`}>
        担当する施設がありません
      </PageHeading>
      <Prose>
        <p>担当を外れたか、施設の管理者が外したためです。</p>
        <p>担当に戻るときは、施設の管理者に招待を頼んでください。</p>
        <p>新しい施設を登録するときは、いったんログアウトしてください。</p>
      </Prose>
      <Form action="/sign-out">
        <ButtonRow>
          <Button>ログアウト</Button>
        </ButtonRow>
      </Form>
    </PortalPage>
  );
}
