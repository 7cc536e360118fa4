import { Icon } from "@madoguchi/ui";

type TriesLeftProps = { triesLeft: number | null; wrong: boolean };

/** As the card counts. After a wrong one: what happened, what is left, what comes of it. */
export function TriesLeft({ triesLeft, wrong }: TriesLeftProps) {
  if (triesLeft === null) {
    return (
      <p className="rc-tries" id="tries-left">
        カードは、このあとで当てます。
      </p>
    );
  }
  return (
    <div className="rc-tries" id="tries-left" data-wrong={wrong || undefined}>
      <p>
        {wrong && (
          <strong>
            <Icon name="error" />
            暗証番号が違います。
          </strong>
        )}
        <span>
          あと<b>{triesLeft}</b>回入力できます。
        </span>
      </p>
      {(wrong || triesLeft === 1) && (
        <p className="rc-tries-why">なくなると、市区町村の窓口で解除するまでカードを使えません。</p>
      )}
    </div>
  );
}
