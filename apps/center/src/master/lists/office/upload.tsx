/** One list on its way: what is wrong with it, or what it would change, and who decides. */
import { formatDate, formatDateTime, prefectureByCode } from "@madoguchi/notation";
import {
  ButtonRow,
  DescriptionList,
  LinkButton,
  Notice,
  PageHeading,
  Section,
} from "@madoguchi/ui";
import { May } from "../../../accounts/index.ts";
import type { OfficialActor } from "../../../accounts/index.ts";
import { facilityKindName } from "../../../facilities/index.ts";
import { ProposalDecision, ProposalStanding } from "../../../proposals/index.ts";
import type { Proposal } from "../../../proposals/index.ts";
import { LISTS, MasterPage } from "../../frame.tsx";
import { ProblemTable } from "../../problems.tsx";
import { readListForm } from "../actions.ts";
import { ALONE_PER_CENT } from "../rules.ts";
import type { ListUpload } from "../store.ts";
import { count } from "./lists.tsx";
import { PreviewSections } from "./preview.tsx";

type UploadPageProps = {
  readonly actor: OfficialActor;
  readonly upload: ListUpload;
  readonly proposal: Proposal | undefined;
  readonly refusal: string | undefined;
};

export function UploadPage({ actor, upload, proposal, refusal }: UploadPageProps) {
  const { id, fileName, preview, uploadedAt } = upload;
  const form = readListForm(upload.form);
  const prefecture = prefectureByCode(form.prefecture ?? "")?.name ?? "各都道府県";

  return (
    <MasterPage actor={actor} title={fileName} part={LISTS}>
      {refusal !== undefined && <Notice tone="warning" title={refusal} />}
      <PageHeading caption={form.source}>{fileName}</PageHeading>
      {proposal && <ProposalStanding proposal={proposal} />}
      {proposal && (
        <May right="masters.change">
          <ProposalDecision
            actor={actor}
            proposal={proposal}
            path={`${LISTS}/${id}`}
            question={{
              advice: proposal.needsTwo
                ? `変更が、知っている施設の${ALONE_PER_CENT}%を超えます。下の違いが名簿の誤りではないか、確かめてください。`
                : "下の違いを確かめてください。",
              verb: "この名簿を取り込む",
            }}
          />
        </May>
      )}
      {preview ? <PreviewSections id={id} preview={preview} /> : <Problems upload={upload} />}
      <Section heading="名簿について">
        <DescriptionList
          items={[
            { term: "種類", detail: facilityKindName(form.kind) },
            { term: "都道府県", detail: prefecture },
            { term: "現在日", detail: formatDate(form.listedOn) },
            { term: "範囲", detail: form.isWhole === "yes" ? "全件" : "一部" },
            { term: "届いた日時", detail: formatDateTime(uploadedAt) },
          ]}
        />
        <May right="masters.change">
          <ButtonRow>
            <LinkButton href={`${LISTS}/new?like=${id}`} variant="secondary">
              同じ設定で、別のファイルを取り込む
            </LinkButton>
          </ButtonRow>
        </May>
      </Section>
    </MasterPage>
  );
}

function Problems({ upload: { id, problemCount, problems } }: { upload: ListUpload }) {
  return (
    <>
      <Notice tone="error" title={`誤りが${count(problemCount)}あるため、取り込めません`}>
        <p>名簿は何も変わっていません。ファイルを直して、もう一度取り込んでください。</p>
      </Notice>
      <Section
        heading="誤り"
        action={<a href={`${LISTS}/${id}/problems.csv`}>誤りの一覧をCSVで受け取る</a>}
      >
        <ProblemTable problems={problems} total={problemCount} />
      </Section>
    </>
  );
}
