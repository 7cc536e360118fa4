/** The codec comes without types; the bundler turns its program into the address of a file. */
declare module "@cornerstonejs/codec-openjpeg/decodewasmjs" {
  const start: import("./openjpeg.ts").OpenJpegFactory;
  export default start;
}

declare module "@cornerstonejs/codec-openjpeg/decodewasm?url" {
  const address: string;
  export default address;
}
