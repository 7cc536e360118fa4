/** 用語集: every word that the texts explain, in the order of the dictionary. */
import { DescriptionList, PageHeading } from "@madoguchi/ui";
import type { FacilityActor } from "../../accounts/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import type { Glossary } from "../catalogue/glossary.ts";

const order = new Intl.Collator("ja");

export function GlossaryPage({
  actor,
  glossary,
}: {
  actor: FacilityActor | null;
  glossary: Glossary;
}) {
  return (
    <PortalPage
      title="用語集"
      actor={actor}
      width="text"
      crumbs={[{ label: "使い方と手順書", href: "/help" }, { label: "用語集" }]}
    >
      <PageHeading lead="手順書と記事に出る言葉の説明です。">用語集</PageHeading>
      <DescriptionList
        items={[...glossary]
          .toSorted(([left], [right]) => order.compare(left, right))
          .map(([term, detail]) => ({ term, detail }))}
      />
    </PortalPage>
  );
}
