/** An official who may not: which right is missing, who has it, who can give it, and what to do. */
import { ButtonRow, LinkButton, PageHeading, Prose } from "@madoguchi/ui";
import { OfficePage } from "../../shell/pages.tsx";
import type { OfficialActor } from "../rules.ts";
import { doors } from "../rules/doors.ts";
import { officeRights, officialRoles, officialRoleWords } from "../rules/office-rights.ts";
import type { OfficeRight } from "../rules/office-rights.ts";
import type { NamedOfficial } from "../store/official-roles.ts";

type OfficeRefusedProps = {
  readonly actor: OfficialActor;
  readonly right: OfficeRight;
  /** Those who can give the right. */
  readonly givers: readonly NamedOfficial[];
};

export function OfficeRefusedPage({ actor, right, givers }: OfficeRefusedProps) {
  const { roles, words } = officeRights[right];
  const named = roles.map((role) => `「${officialRoles[role]}」`).join("か");

  return (
    <OfficePage title="この操作はできません" actor={actor} width="text">
      <PageHeading lead={`${words}は、${named}の役割の職員ができます。`}>
        この操作はできません
      </PageHeading>
      <Prose>
        <p>{ownRoles(actor)}</p>
        <Givers givers={givers} />
        <h2>次にすること</h2>
        <p>役割のある職員に操作を頼むか、管理の職員に役割の追加を頼んでください。</p>
      </Prose>
      {actor.rights.length > 0 && (
        <ButtonRow>
          <LinkButton href={doors.office.home}>自分の仕事へ</LinkButton>
        </ButtonRow>
      )}
    </OfficePage>
  );
}

/** Of who has come in and has nothing to do here, as between two roles. */
export function NoRolePage({ actor, givers }: Omit<OfficeRefusedProps, "right">) {
  return (
    <OfficePage title="役割がありません" actor={actor} width="text">
      <PageHeading lead={`${actor.name} さんには、いま審査室の役割がありません。`}>
        役割がありません
      </PageHeading>
      <Prose>
        <p>役割の期間が終わったか、役割が外されたためです。</p>
        <Givers givers={givers} />
        <h2>次にすること</h2>
        <p>仕事を続けるときは、管理の職員に役割の追加を頼んでください。</p>
      </Prose>
    </OfficePage>
  );
}

function ownRoles({ roles }: OfficialActor): string {
  return roles.length === 0
    ? "あなたには、いま役割がありません。"
    : `あなたの役割は「${officialRoleWords(roles)}」です。`;
}

function Givers({ givers }: Pick<OfficeRefusedProps, "givers">) {
  return (
    <>
      <h2>役割を変えられる職員</h2>
      {givers.length === 0 ? (
        <p>管理の役割の職員が、まだいません。運用の担当に知らせてください。</p>
      ) : (
        <>
          <p>管理の職員2人が確かめて、役割を変えます。</p>
          <ul>
            {givers.map(({ id, name }) => (
              <li key={id}>{name} さん</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
