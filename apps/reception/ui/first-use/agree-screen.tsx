import { firstUseTerms } from "@madoguchi/contract";
import { Button, ButtonRow } from "@madoguchi/ui";
import { ScreenHeading } from "../shell/screen-heading.tsx";

type AgreeScreenProps = { facilityName: string; onAgree: () => void; onDecline: () => void };

/** 保険証利用登録: the patient reads, and either way out weighs the same. No key agrees by itself. */
export function AgreeScreen({ facilityName, onAgree, onDecline }: AgreeScreenProps) {
  return (
    <main className="rc-main rc-agree">
      <ScreenHeading title="利用登録の同意">
        このカードを
        <wbr />
        健康保険証として
        <wbr />
        登録しますか
      </ScreenHeading>
      <section className="rc-agree-terms" aria-labelledby="agreed-to">
        <h2 id="agreed-to">同意していただくこと</h2>
        <ul>
          {firstUseTerms.map((term) => (
            <li key={term}>{term}</li>
          ))}
        </ul>
        <p>
          手続きは、{facilityName}
          の窓口で今日1回だけです。同意は、暗証番号を使ったカードの署名で示します。
        </p>
      </section>
      <ButtonRow sticky>
        <div className="rc-equal">
          <Button type="button" size="large" variant="secondary" onClick={onAgree}>
            同意して登録に進む
          </Button>
          <Button type="button" size="large" variant="secondary" onClick={onDecline}>
            今日は登録しない
          </Button>
        </div>
      </ButtonRow>
    </main>
  );
}
