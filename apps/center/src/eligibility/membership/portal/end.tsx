import { formatDate } from "@madoguchi/notation";
import { Button, ButtonRow, DescriptionList, Form, LinkButton, PageHeading } from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../../accounts/index.ts";
import { PortalPage } from "../../../shell/pages.tsx";
import { phaseOn } from "../rules.ts";
import type { ContractEntry } from "../store.ts";

type EndContractPageProps = {
  readonly actor: FacilityActor;
  readonly contract: ContractEntry;
  readonly today: Temporal.PlainDate;
};

export function EndContractPage({ actor, contract, today }: EndContractPageProps) {
  const isActive = phaseOn(contract, today) === "active";
  const words = isActive ? "契約を終わりにする" : "契約を取り消す";

  return (
    <PortalPage
      title={words}
      actor={actor}
      current="/checkup-contracts"
      width="text"
      crumbs={[{ label: "健診の契約", href: "/checkup-contracts" }, { label: words }]}
    >
      <PageHeading>{words}</PageHeading>
      <p>
        {isActive
          ? `今日（${formatDate(today)}）を、契約の最後の日にします。明日からは「契約がありません」と表示します。`
          : "まだ始まっていない契約を、一覧から取り除きます。"}
      </p>
      <DescriptionList
        items={[
          { term: "保険者", detail: contract.insurerName },
          { term: "保険者番号", detail: contract.insurerNumber },
          { term: "始まりの日", detail: formatDate(contract.validFrom) },
        ]}
      />
      <Form action={`/checkup-contracts/${contract.id}/end`}>
        <ButtonRow>
          <Button>{words}</Button>
          <LinkButton href="/checkup-contracts" variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </PortalPage>
  );
}
