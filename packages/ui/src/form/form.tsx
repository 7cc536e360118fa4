import type { ReactNode } from "react";
import { useFormAddress } from "./form-address.ts";

type FormProps = {
  action: string;
  /** `get` only for searches: what is typed then stands in the address. */
  method?: "post" | "get";
  /** Values the person does not see: CSRF token, idempotency key. */
  hidden?: Readonly<Record<string, string>>;
  /** The form sends files. */
  upload?: boolean;
  /** Where the script, if there is one, sends them in parts of so many bytes. */
  parts?: { to: string; bytes: number };
  id?: string;
  /**
   * Where the script, if there is one, sends what was typed so far, and who types: what a tab keeps while nothing
   * can be saved is nobody else's.
   */
  autosave?: { to: string; owner: string };
  /** Asks the script, where there is one, to find the form as it was left; and who types, for it is nobody else's. */
  keep?: string | undefined;
  children: ReactNode;
};

/**
 * A form answered by the server. The browser's own checks are off: the server checks everything,
 * and its answers, unlike the browser's bubbles, stay on the page and can be read twice.
 */
export function Form(props: FormProps) {
  const { action, method = "post", hidden = {}, upload = false } = props;
  const addressOf = useFormAddress();
  return (
    <form
      className="mg-form"
      id={props.id}
      // A form that is sent by GET says everything in its fields.
      action={method === "get" ? action : addressOf(action)}
      method={method}
      encType={upload ? "multipart/form-data" : undefined}
      noValidate
      data-autosave={props.autosave && addressOf(props.autosave.to)}
      data-autosave-owner={props.autosave?.owner}
      data-keep={props.keep}
      data-uploads={props.parts && addressOf(props.parts.to)}
      data-part-bytes={props.parts?.bytes}
    >
      {Object.entries(hidden).map(([name, value]) => (
        // What a browser would restore after a reload is older than the page.
        <input key={name} type="hidden" name={name} defaultValue={value} autoComplete="off" />
      ))}
      {props.children}
    </form>
  );
}
