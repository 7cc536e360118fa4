/** Registering one more facility with the account that one has: 併設, チェーン. */
import { Button, ButtonRow, Form, LinkButton, SummaryList } from "@madoguchi/ui";
import { codeName, facilityKindName } from "../../facilities/index.ts";
import { OwnPage } from "../own/frame.tsx";
import type { Owner } from "../own/frame.tsx";
import type { PendingRegistration } from "../store.ts";

type AddFacilityPageProps = {
  readonly owner: Owner;
  readonly pending: PendingRegistration;
  readonly token: string;
};

export function AddFacilityPage({ owner, pending, token }: AddFacilityPageProps) {
  const { kind, code, facilityName, address } = pending;

  return (
    <OwnPage
      owner={owner}
      title="施設を加える"
      lead="いまのアカウントのまま、この施設の管理者になります。"
      within={[]}
    >
      <SummaryList
        items={[
          { label: "施設", value: facilityName },
          { label: "施設の種類", value: facilityKindName(kind) },
          { label: codeName(kind), value: code },
          { label: "所在地", value: address },
        ]}
      />
      <p>いま担当している施設は、そのままです。画面の上で、施設を切り替えられます。</p>
      <Form action="/register/complete/add" hidden={{ token }}>
        <ButtonRow>
          <Button>施設を加える</Button>
          <LinkButton href="/home" variant="secondary">
            あとで決める
          </LinkButton>
        </ButtonRow>
      </Form>
    </OwnPage>
  );
}
