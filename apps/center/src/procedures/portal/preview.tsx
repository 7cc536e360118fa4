/** Before it is sent: what was typed, and everything that follows from it. */
import { formatDate } from "@madoguchi/notation";
import { Button, ButtonRow, Form, PageHeading, Prose, Section, SummaryList } from "@madoguchi/ui";
import type { FormValues } from "@madoguchi/platform";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Facility } from "../../facilities/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import { typedValues } from "../form.ts";
import type { ProcedureContent } from "../form.ts";
import { consequencesOf, kindNames, needsApproval } from "../rules.ts";
import type { ProcedureKind, Stakes } from "../rules.ts";
import { changeLines, dayLabels } from "../words.ts";
import { TITLE } from "./overview.tsx";

type PreviewPageProps = {
  actor: FacilityActor;
  facility: Facility;
  kind: ProcedureKind;
  content: ProcedureContent;
  values: FormValues;
  stakes: Stakes;
};

export function PreviewPage({ actor, facility, kind, content, values, stakes }: PreviewPageProps) {
  const { effectiveOn, change } = content;
  const title = "内容と影響の確認";
  const hidden = typedValues(values);

  return (
    <PortalPage
      title={title}
      actor={actor}
      current="/procedures"
      width="text"
      crumbs={[
        { label: TITLE, href: "/procedures" },
        { label: `${kindNames[kind]}の手続き`, href: `/procedures/${kind}` },
        { label: title },
      ]}
    >
      <PageHeading
        caption={`${kindNames[kind]}の手続き`}
        lead="まだ提出していません。内容と影響を確かめてください。"
      >
        {title}
      </PageHeading>
      <SummaryList
        items={[
          { label: "施設", value: facility.name },
          ...changeLines(change, facility).map(({ label, before, after }) => ({
            label,
            value: (
              <>
                {after}
                {before !== null && (
                  <>
                    <br />
                    <small>いま：{before}</small>
                  </>
                )}
              </>
            ),
          })),
          { label: dayLabels[kind], value: formatDate(effectiveOn) },
        ]}
      />
      <Section heading="この手続きで起こること">
        <Prose>
          <ul>
            {consequencesOf(kind, effectiveOn, change, stakes).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {kind === "founder" && <p>引き継ぎは、提出した後の画面から行えます。</p>}
        </Prose>
      </Section>
      <Form action={`/procedures/${kind}`} hidden={hidden}>
        <ButtonRow>
          <Button variant={kind === "close" ? "danger" : "primary"}>
            {needsApproval(kind, change) ? "この内容で提出する" : "この内容で届け出る"}
          </Button>
          <Button variant="secondary" formAction={`/procedures/${kind}/edit`}>
            入力に戻る
          </Button>
        </ButtonRow>
      </Form>
    </PortalPage>
  );
}
