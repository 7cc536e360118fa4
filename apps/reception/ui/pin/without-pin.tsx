import { DECLARATION, otherWays } from "@madoguchi/contract";
import { Button, Details, Icon } from "@madoguchi/ui";

/** The way on for somebody who does not know the PIN. */
export function WithoutPin({ onVisual }: { onVisual: () => void }) {
  return (
    <div className="rc-without-pin">
      <Button type="button" variant="secondary" onClick={onVisual}>
        <Icon name="person" />
        顔写真で確認する（暗証番号が分からないとき）
      </Button>
      <Details summary="顔写真でも確認できないとき">
        <p>次の順で確認できます。</p>
        <ol>
          {otherWays.map((way) => (
            <li key={way}>{way}</li>
          ))}
        </ol>
        <p>
          <a href="/papers/declaration.pdf" target="_blank" rel="noopener">
            {DECLARATION}の様式（PDF、別の画面で開きます）
          </a>
        </p>
        <p>暗証番号は、お住まいの市区町村の窓口で再設定できます。</p>
      </Details>
    </div>
  );
}
