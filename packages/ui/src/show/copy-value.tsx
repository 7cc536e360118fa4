import { Icon } from "./icon.tsx";

type CopyValueProps = {
  /** What the value is; the button says it to screen readers. */
  label: string;
  value: string;
  /** Shown, and nothing to copy, when the value is empty. */
  emptyWord?: string;
};

/**
 * A value that goes into another system. One click selects it whole; with script, the button copies
 * the text in its `data-copy`. Without script the button is not shown.
 */
export function CopyValue({ label, value, emptyWord = "なし" }: CopyValueProps) {
  if (value === "") return <span className="mg-copy-empty">{emptyWord}</span>;
  return (
    <span className="mg-copy">
      <code>{value}</code>
      <button type="button" className="mg-copy-button" data-copy={value}>
        <Icon name="copy" />
        コピー<span className="mg-visually-hidden">：{label}</span>
      </button>
    </span>
  );
}
