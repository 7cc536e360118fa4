/** What was written about a usage application, on its own pages: on the office's in full and to be answered, on the facility's as a list. */
import { newId } from "@madoguchi/platform";
import type { Executor } from "@madoguchi/platform";
import { Button, ButtonRow, Form, LinkButton, Section, StatusBadge, TextArea } from "@madoguchi/ui";
import { may } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { ApplicationTalk } from "../../onboarding/index.ts";
import { emptyForm, fieldState } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficeConversation } from "../office/conversation.tsx";
import { StateBadge } from "../portal/badge.tsx";
import { TEXT_MAXIMUM } from "../rules.ts";
import { inquiriesAbout } from "../store/inquiries.ts";
import type { Inquiry } from "../store/inquiries.ts";
import { messagesOf } from "../store/messages.ts";
import type { Message } from "../store/messages.ts";

export const ASK = "/inquiries/new?category=usage-application&from=/usage-application";

export type Talk = { readonly inquiry: Inquiry; readonly messages: readonly Message[] };

export async function talksAbout(
  executor: Executor,
  id: string,
  reader: "asker" | "official",
): Promise<Talk[]> {
  const talks = [];
  for (const inquiry of await inquiriesAbout(executor, id)) {
    talks.push({ inquiry, messages: await messagesOf(executor, inquiry.id, reader) });
  }

  return talks;
}

export const applicationTalk: ApplicationTalk = {
  async office(executor, actor, { id, query }) {
    return (
      <OfficeTalk
        actor={actor}
        talks={await talksAbout(executor, id, "official")}
        action={messagePath(id, query)}
        state={emptyForm}
      />
    );
  },
  async portal(executor, id) {
    return <PortalTalk talks={await talksAbout(executor, id, "asker")} />;
  },
};

export function messagePath(id: string, query: string): string {
  return `/office/usage-applications/${id}/message${query}`;
}

/** Written by the one side since the other wrote last. */
function unread(talks: readonly Talk[], by: "facility" | "official"): number {
  return talks.reduce((sum, { messages }) => {
    const said = messages.filter(({ kind }) => kind !== "note");

    return sum + (said.length - 1 - said.findLastIndex(({ author }) => author !== by));
  }, 0);
}

type OfficeTalkProps = {
  readonly actor: OfficialActor;
  readonly talks: readonly Talk[];
  readonly action: string;
  readonly state: FormState;
};

export function OfficeTalk({ actor, talks, action, state }: OfficeTalkProps) {
  const waiting = unread(talks, "facility");

  return (
    <Section heading="申請した方とのやりとり" id="talk">
      {waiting > 0 && (
        <p>
          <StatusBadge tone="warning">返事を待っています：{waiting}件</StatusBadge>
        </p>
      )}
      {talks.map(({ inquiry, messages }) => (
        <div key={inquiry.id}>
          <p>
            {may(actor, "inquiries.see") ? (
              <a href={`/office/inquiries/${inquiry.number}`}>{inquiry.subject}</a>
            ) : (
              inquiry.subject
            )}
            （{inquiry.number}）
          </p>
          <OfficeConversation number={inquiry.number} messages={messages} asker="申請した方" />
        </div>
      ))}
      {talks.length === 0 && <p>まだやりとりはありません。</p>}
      {may(actor, "cases.handle") && (
        <Form action={action} hidden={{ key: newId() }}>
          <TextArea
            name="text"
            label="施設へのメッセージ"
            help={`${TEXT_MAXIMUM}文字まで。メールで知らせ、施設は画面で読みます。審査の期限は変わりません。`}
            rows={4}
            required
            {...fieldState(state, "text")}
          />
          <ButtonRow>
            <Button variant="secondary">メッセージを送る</Button>
          </ButtonRow>
        </Form>
      )}
    </Section>
  );
}

function PortalTalk({ talks }: { readonly talks: readonly Talk[] }) {
  const waiting = unread(talks, "official");

  return (
    <Section heading="審査担当とのやりとり">
      {waiting > 0 && <p>審査担当からのメッセージが{waiting}件あります。</p>}
      {talks.length > 0 && (
        <ul>
          {talks.map(({ inquiry }) => (
            <li key={inquiry.id}>
              <a href={`/inquiries/${inquiry.number}`}>
                {inquiry.subject}（{inquiry.number}）
              </a>{" "}
              <StateBadge state={inquiry.state} />
            </li>
          ))}
        </ul>
      )}
      <p>
        <LinkButton href={ASK} variant="secondary">
          審査担当にメッセージを送る
        </LinkButton>
      </p>
    </Section>
  );
}
