import type { ComponentProps } from "react";
import { useFormAddress } from "../form/form-address.ts";

/** `primary` once per screen; `danger` for what cannot be taken back; `quiet` looks like a link. */
export type ButtonVariant = "primary" | "secondary" | "danger" | "quiet";

type ButtonProps = Omit<ComponentProps<"button">, "className" | "disabled" | "formAction"> & {
  /** Leads elsewhere than its form. */
  formAction?: string;
  variant?: ButtonVariant;
  size?: "medium" | "large";
};

/**
 * Submits its form unless told otherwise. There is no `disabled`: a button that cannot be pressed
 * tells nobody why. Let it be pressed and say what is missing, or set `aria-disabled` and say it beside.
 */
export function Button(props: ButtonProps) {
  const { variant = "primary", size = "medium", formAction, ...rest } = props;
  const addressOf = useFormAddress();
  return (
    <button
      type="submit"
      {...rest}
      formAction={formAction === undefined ? undefined : addressOf(formAction)}
      className="mg-button"
      data-variant={variant}
      data-size={size}
    />
  );
}

type LinkButtonProps = Omit<ComponentProps<"a">, "className" | "href"> & {
  href: string;
  variant?: ButtonVariant;
  size?: "medium" | "large";
};

/** A link that starts something, in the shape of a button. */
export function LinkButton({ variant = "primary", size = "medium", ...rest }: LinkButtonProps) {
  return <a {...rest} className="mg-button" data-variant={variant} data-size={size} />;
}
