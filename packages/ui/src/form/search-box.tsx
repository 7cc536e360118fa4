import { Button } from "../action/button.tsx";
import { fieldId } from "./field.tsx";

type SearchBoxProps = {
  action: string;
  label: string;
  name?: string;
  value?: string;
  /** Two on one page need two names for their inputs. */
  id?: string;
};

/** One line for words, and the button beside it. Sends a GET: the result has an address. */
export function SearchBox({
  action,
  label,
  name = "q",
  value,
  id = fieldId(name),
}: SearchBoxProps) {
  return (
    <form className="mg-search" action={action} method="get" role="search">
      <label className="mg-label" htmlFor={id}>
        {label}
      </label>
      <div className="mg-search-row">
        <input className="mg-input" type="search" id={id} name={name} defaultValue={value} />
        <Button variant="secondary">検索</Button>
      </div>
    </form>
  );
}
