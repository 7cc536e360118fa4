type MailFrameProps = {
  /** What it shows, for who hears the page. */
  title: string;
  /** The mail's HTML; the page's policy must allow it as a frame. */
  href: string;
};

/** A mail as a mail program shows it, beside a link to see it alone. Nothing in it runs. */
export function MailFrame({ title, href }: MailFrameProps) {
  return (
    <div className="mg-mail-frame">
      <iframe title={title} src={href} sandbox="" loading="lazy" />
      <a href={href}>
        このメールだけを開く<span className="mg-visually-hidden">：{title}</span>
      </a>
    </div>
  );
}
