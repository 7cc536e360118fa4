/** QR codes as SVG, for a page or for drawing. */
import QRCode from "qrcode";

/** Modules as rows of booleans (true is dark), without the quiet zone. */
export function qrModules(text: string): boolean[][] {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });

  return Array.from({ length: modules.size }, (_, row) =>
    Array.from({ length: modules.size }, (__, column) => modules.get(row, column) !== 0),
  );
}

/** The path of all dark modules in a `viewBox` of `size` units, for one `<path d>`. */
export function qrPath(text: string): { readonly path: string; readonly size: number } {
  const modules = qrModules(text);
  const path = modules
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");

  return { path, size: modules.length };
}
