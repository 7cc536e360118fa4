import type { FieldErrors } from "@madoguchi/platform";
import { PasswordField } from "@madoguchi/ui";
import { PASSWORD_MINIMUM } from "./rules.ts";

type NewPasswordFieldsProps = { readonly errors: FieldErrors; readonly label?: string };

/** A password to be chosen, twice. */
export function NewPasswordFields({ errors, label = "新しいパスワード" }: NewPasswordFieldsProps) {
  return (
    <>
      <PasswordField
        name="password"
        label={label}
        help={`${PASSWORD_MINIMUM}文字以上。関係のない言葉をいくつかつなげると、安全で忘れにくくなります。`}
        required
        autoComplete="new-password"
        error={errors["password"]}
      />
      <PasswordField
        name="passwordAgain"
        label={`${label}（確認）`}
        required
        autoComplete="new-password"
        error={errors["passwordAgain"]}
      />
    </>
  );
}
