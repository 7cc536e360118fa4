import { createContext, useContext } from "react";

/** What the addresses of a page's forms say beside where they lead. Stands around a page that has something to say. */
export const FormAddress = createContext<Readonly<Record<string, string>>>({});

/** The address to which a form is sent from the page around it. */
export function useFormAddress(): (action: string) => string {
  const marks = Object.entries(useContext(FormAddress));

  return (action) => {
    if (marks.length === 0) return action;
    const [path = "", query = ""] = action.split(/\?(.*)/s);
    const said = new URLSearchParams(query);
    for (const [name, value] of marks) said.set(name, value);

    return `${path}?${said.toString()}`;
  };
}
