import {
  Button,
  ButtonRow,
  Form,
  LinkButton,
  PageHeading,
  SummaryList,
  fieldId,
} from "@madoguchi/ui";
import type { FacilityActor } from "../../accounts/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import { answerText, fieldLabels, fieldNames } from "../form.ts";
import type { ApplicationContent } from "../form.ts";
import type { UsageApplication } from "../store.ts";
import { ApplicationSteps } from "./form.tsx";

const TITLE = "入力内容の確認";

type ConfirmPageProps = {
  actor: FacilityActor;
  application: UsageApplication;
  content: ApplicationContent;
};

export function ConfirmPage({ actor, application, content }: ConfirmPageProps) {
  const again = application.state === "returned";

  return (
    <PortalPage
      title={TITLE}
      actor={actor}
      current="/usage-application"
      width="text"
      crumbs={[
        { label: "準備の進み具合", href: "/home" },
        { label: "利用申請", href: "/usage-application" },
        { label: TITLE },
      ]}
    >
      <PageHeading
        caption="利用申請"
        lead="まだ提出していません。内容を確かめて、下のボタンで提出してください。"
      >
        {TITLE}
      </PageHeading>
      <ApplicationSteps current="confirm" />
      <SummaryList
        items={[
          { label: "施設", value: actor.facilityName },
          ...fieldNames.map((name) => ({
            label: fieldLabels[name],
            value: answerText(content, name),
            changeHref: `/usage-application#${fieldId(name)}`,
          })),
        ]}
      />
      <Form action="/usage-application/submit" hidden={{ version: String(application.version) }}>
        <ButtonRow>
          <Button>{again ? "修正を提出" : "この内容で申請する"}</Button>
          <LinkButton href="/usage-application" variant="secondary">
            入力に戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </PortalPage>
  );
}
