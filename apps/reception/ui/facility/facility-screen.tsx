import { Button, ButtonRow, Card, StatusBadge, VisuallyHidden } from "@madoguchi/ui";
import type { Registration } from "../check/check.ts";
import { ScreenHeading } from "../shell/screen-heading.tsx";

type FacilityScreenProps = {
  registrations: readonly Registration[];
  /** Null: a new window, in which one must be chosen. */
  acting: Registration | null;
  onChosen: (registration: Registration) => void;
  onAdd: () => void;
  /** Left out where there is nothing to go back to. */
  onBack?: () => void;
};

/** Which facility receives patients in this window: name and code of each, large enough not to be mistaken. */
export function FacilityScreen(props: FacilityScreenProps) {
  const { registrations, acting, onChosen, onAdd, onBack } = props;
  return (
    <main className="rc-main rc-facilities">
      <ScreenHeading title="受付する施設">
        どの施設で
        <wbr />
        受付しますか
      </ScreenHeading>
      <p className="rc-lead">
        選んだ施設の確認として記録されます。この画面（ウィンドウ）だけで使われます。
      </p>
      <ul>
        {registrations.map((registration) => {
          const { terminalId, terminalName, facilityName, facilityCode } = registration.terminal;
          const isActing = acting?.terminal.terminalId === terminalId;
          return (
            <li key={terminalId}>
              <Card
                heading={facilityName}
                emphasis={isActing}
                {...(isActing && {
                  meta: <StatusBadge tone="info">いま受付している施設</StatusBadge>,
                })}
              >
                <p>
                  コード {facilityCode}　端末 {terminalName}
                </p>
                <Button
                  type="button"
                  size="large"
                  variant="secondary"
                  onClick={() => onChosen(registration)}
                >
                  {isActing ? "この施設で続ける" : "この施設で受付する"}
                  <VisuallyHidden>
                    ：{facilityName}（{facilityCode}）
                  </VisuallyHidden>
                </Button>
              </Card>
            </li>
          );
        })}
      </ul>
      <p>
        同じ場所に2つ目の施設があるときは、その施設のユーザー設定情報で、この端末に加えられます。
      </p>
      <ButtonRow>
        <Button type="button" variant="secondary" onClick={onAdd}>
          この端末に施設を加える
        </Button>
        {onBack && (
          <Button type="button" variant="quiet" onClick={onBack}>
            受付に戻る
          </Button>
        )}
      </ButtonRow>
    </main>
  );
}
