/** One person, several facilities: what belongs to another one than that of the page. */
import { Button, ButtonRow, Form, LinkButton, Notice, PageHeading, Prose } from "@madoguchi/ui";
import { PortalPage } from "../../shell/pages.tsx";
import type { FacilityActor, Membership } from "../rules.ts";
import { doors } from "../rules/doors.ts";

/** Switches to a facility, and goes on from there. */
export function SwitchForm({
  facility: { facilityId, facilityName, facilityCode },
  next,
  words,
  variant = "primary",
}: {
  facility: Pick<Membership, "facilityId" | "facilityName" | "facilityCode">;
  next: string;
  words: string;
  variant?: "primary" | "secondary";
}) {
  return (
    <Form action="/account/facility" hidden={{ facility: facilityId, next }}>
      <ButtonRow>
        <Button variant={variant}>
          「{facilityName}」（{facilityCode}）{words}
        </Button>
      </ButtonRow>
    </Form>
  );
}

type OtherFacilityPageProps = {
  actor: FacilityActor;
  /** For which the form was filled in; null where the person acts for it no longer. */
  other: Membership | null;
  /** What was typed waits to be sent. */
  isKept: boolean;
};

export function OtherFacilityPage({ actor, other, isKept }: OtherFacilityPageProps) {
  const title = "別の施設の画面からの入力です";

  return (
    <PortalPage title={title} actor={actor} width="text">
      <PageHeading
        lead={
          other
            ? `入力は「${other.facilityName}」（${other.facilityCode}）のものです。いまの画面の施設は「${actor.facilityName}」（${actor.facilityCode}）です。`
            : `入力した画面の施設を、あなたは担当していません。いまの画面の施設は「${actor.facilityName}」です。`
        }
      >
        {title}
      </PageHeading>
      <Notice tone="warning" title="まだ送られていません。">
        <p>ほかのタブで、施設を切り替えたためです。どちらの施設にも記録していません。</p>
      </Notice>
      {other && isKept && (
        <SwitchForm facility={other} next={doors.facility.resume} words="に切り替えて続ける" />
      )}
      {other && !isKept && (
        <Prose>
          <p>入力とファイルは、前の画面に残っています。次の順に操作してください。</p>
          <ol>
            <li>
              <a href="/account/facility" target="_blank">
                施設の切り替えを開き（別の画面で開きます）
              </a>
              、「{other.facilityName}」（{other.facilityCode}）に切り替えます。
            </li>
            <li>この画面に戻り、ブラウザーの「戻る」を押します。</li>
            <li>もう一度送ります。</li>
          </ol>
        </Prose>
      )}
      <ButtonRow>
        <LinkButton href="/home" variant="secondary">
          「{actor.facilityName}」の画面へ
        </LinkButton>
      </ButtonRow>
    </PortalPage>
  );
}

export function NotHerePage({ actor, next }: { actor: FacilityActor; next: string }) {
  const title = "この施設には、そのページがありません";
  const others = actor.memberships.filter(({ facilityId }) => facilityId !== actor.facilityId);

  return (
    <PortalPage title={title} actor={actor} width="text">
      <PageHeading
        lead={`いまの画面の施設は「${actor.facilityName}」（${actor.facilityCode}）です。ほかの施設のページなら、切り替えると開けます。`}
      >
        {title}
      </PageHeading>
      {others.map((facility) => (
        <SwitchForm
          key={facility.facilityId}
          facility={facility}
          next={next}
          words="に切り替えて開く"
          variant="secondary"
        />
      ))}
      <ButtonRow>
        <LinkButton href="/home">準備の進み具合へ</LinkButton>
      </ButtonRow>
    </PortalPage>
  );
}
