/** The part of libheif-js that is used; this entry comes without types. */
declare module "libheif-js/wasm-bundle.js" {
  type Pixels = {
    readonly data: Uint8ClampedArray;
    readonly width: number;
    readonly height: number;
  };
  type Image = {
    is_primary(): boolean;
    get_width(): number;
    get_height(): number;
    /** @param drawn is given null for what cannot be drawn */
    display(into: Pixels, drawn: (pixels: Pixels | null) => void): void;
  };
  const libheif: {
    readonly HeifDecoder: new () => { decode(bytes: Uint8Array): readonly Image[] };
  };
  export default libheif;
}
