/** What only a program on the computer itself can find out about a silent service or a missing reader. */

/** The way a Debian or Red Hat family machine takes in software; null on another. */
export type PackageTool = "apt" | "dnf";

export type ServiceDetail =
  | {
      readonly kind: "linux-no-library" | "linux-no-daemon";
      readonly tool: PackageTool | null;
      readonly systemd: boolean;
    }
  /** Installed, but nothing listens on its socket. */
  | { readonly kind: "linux-stopped"; readonly systemd: boolean }
  /** It listens, and turns this user away (polkit). */
  | { readonly kind: "linux-refused" }
  | { readonly kind: "windows-stopped"; readonly disabled: boolean }
  | { readonly kind: "macos-silent" };

export type ReaderDetail =
  /** The computer sees a smart card reader on USB that PC/SC does not show: `usb` names it as vendor:product. */
  | { readonly kind: "linux-no-driver"; readonly usb: string; readonly tool: PackageTool | null }
  /** No smart card reader on USB at all. */
  | { readonly kind: "linux-not-plugged-in" };
