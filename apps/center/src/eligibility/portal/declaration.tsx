/** 被保険者資格申立書, blank. What is known of a patient is written in by reception, on its own screen. */
import { DECLARATION, declarationPaper, nothingDeclared } from "@madoguchi/contract";
import { ButtonRow, LinkButton, PageHeading, PaperForm } from "@madoguchi/ui";

export const DECLARATION_PDF = "/papers/declaration.pdf";

export function DeclarationPage() {
  return (
    <>
      <PageHeading>{DECLARATION}</PageHeading>
      <ButtonRow>
        <LinkButton href={DECLARATION_PDF}>印刷用のPDFを開く（A4、1枚）</LinkButton>
        <LinkButton href="/help/answers#without-card" variant="secondary">
          使うときの手順
        </LinkButton>
      </ButtonRow>
      <PaperForm paper={declarationPaper(nothingDeclared)} showTitle={false} />
    </>
  );
}
