/** What a guest sees behind the mailed link before the inquiry is sent, and when the link has ended. */
import {
  Button,
  ButtonRow,
  Form,
  Lines,
  LinkButton,
  PageHeading,
  SummaryList,
} from "@madoguchi/ui";
import { PortalPage } from "../../shell/pages.tsx";
import { categories } from "../rules.ts";
import type { Inquiry } from "../store/inquiries.ts";
import type { Message } from "../store/messages.ts";

type ConfirmPageProps = { inquiry: Inquiry; messages: readonly Message[]; token: string };

/** A press of the button, not the opening of the page: mail programs open links by themselves. */
export function ConfirmPage({ inquiry, messages, token }: ConfirmPageProps) {
  return (
    <PortalPage title="お問い合わせを送る" actor={null} width="text">
      <PageHeading
        caption={`お問い合わせ ${inquiry.number}`}
        lead="メールアドレスを確かめました。内容を確かめて、送ってください。"
      >
        お問い合わせを送る
      </PageHeading>
      <SummaryList
        items={[
          { label: "お問い合わせの種類", value: categories[inquiry.category] },
          { label: "件名", value: inquiry.subject },
          ...messages.map(({ text }) => ({ label: "内容", value: <Lines text={text} /> })),
        ]}
      />
      <Form action={`/inquiries/guest/confirm?token=${token}`}>
        <ButtonRow>
          <Button>お問い合わせを送る</Button>
        </ButtonRow>
      </Form>
    </PortalPage>
  );
}

export function LinkEndedPage() {
  return (
    <PortalPage title="このページは開けません" actor={null} width="text">
      <PageHeading lead="メールのアドレスが違うか、開ける期間が過ぎています。">
        このページは開けません
      </PageHeading>
      <p>新しいメールが届いているときは、そのアドレスから開いてください。</p>
      <ButtonRow>
        <LinkButton href="/inquiries/new">新しく問い合わせる</LinkButton>
      </ButtonRow>
    </PortalPage>
  );
}
