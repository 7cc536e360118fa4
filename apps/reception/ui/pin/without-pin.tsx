import { Details } from "@madoguchi/ui";
import { otherWays } from "../trouble/card-troubles.ts";

/** The way on for somebody who does not know the PIN. */
export function WithoutPin() {
  return (
    <Details summary="暗証番号が分からないとき">
      <p>暗証番号を使わずに、次の順で確認できます。</p>
      <ol>
        {otherWays.map((way) => (
          <li key={way}>{way}</li>
        ))}
      </ol>
      <p>暗証番号は、お住まいの市区町村の窓口で再設定できます。</p>
    </Details>
  );
}
