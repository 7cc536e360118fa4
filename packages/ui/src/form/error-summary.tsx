import { Icon } from "../show/icon.tsx";
import { fieldId } from "./field.tsx";

type ErrorSummaryProps = {
  /** In the order of the fields on the page. `name` is the field's; without it the line is no link. */
  errors: readonly { name?: string; message: string }[];
  /** Where nothing that was typed is at fault: what stands in the way, such as having to wait. */
  heading?: string | undefined;
};

/** Everything that needs mending, on top of the page, each line a link to its field. Nothing when all is well. */
export function ErrorSummary({ errors, heading }: ErrorSummaryProps) {
  if (errors.length === 0) return null;
  return (
    // The page was loaded for this list: the focus starts here, with or without script.
    <div className="mg-error-summary" id="error-summary" role="alert" tabIndex={-1} autoFocus>
      <h2>
        <Icon name="error" />
        <span>{heading ?? `入力内容に${errors.length}か所の直しがあります`}</span>
      </h2>
      <ul>
        {errors.map(({ name, message }) => (
          <li key={`${name}:${message}`}>
            {name === undefined ? message : <a href={`#${fieldId(name)}`}>{message}</a>}
          </li>
        ))}
      </ul>
    </div>
  );
}
