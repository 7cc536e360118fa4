/** What somebody typed into several lines, with those lines. */
export function Lines({ text }: { text: string }) {
  return <span className="mg-lines">{text}</span>;
}
