import { Icon } from "./icon.tsx";

type CopyTextProps = {
  /** What the lines are together; the button says it to screen readers. */
  label: string;
  text: string;
};

/** Several lines that go into another system at once; like `CopyValue`, one click selects them whole. */
export function CopyText({ label, text }: CopyTextProps) {
  return (
    <div className="mg-copy-text">
      <pre>{text}</pre>
      <button type="button" className="mg-copy-button" data-copy={text}>
        <Icon name="copy" />
        すべてコピー<span className="mg-visually-hidden">：{label}</span>
      </button>
    </div>
  );
}
