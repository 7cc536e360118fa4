type LivePreviewProps = {
  /** Where a script asks; it gets a piece of a page, or a sentence that says why there is none. */
  action: string;
  /** The field of the same form that is written in. */
  of: string;
  label: string;
};

/** A text as its readers will see it while it is written. A script fills and shows it; without one it is not there. */
export function LivePreview({ action, of, label }: LivePreviewProps) {
  return (
    <section
      className="mg-live-preview"
      aria-label={label}
      data-preview={action}
      data-of={of}
      hidden
    >
      <p className="mg-live-preview-label">{label}</p>
      <div className="mg-prose" data-shown />
      <p role="status" />
    </section>
  );
}
