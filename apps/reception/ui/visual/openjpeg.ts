/** The part of @cornerstonejs/codec-openjpeg that is used; it comes without types. */
export type OpenJpeg = {
  readonly J2KDecoder: new () => {
    /** Views into the module's memory, good until the next call. */
    getEncodedBuffer(length: number): Uint8Array;
    getDecodedBuffer(): Uint8Array;
    decode(): void;
    getFrameInfo(): {
      readonly width: number;
      readonly height: number;
      readonly bitsPerSample: number;
      readonly componentCount: number;
    };
    delete(): void;
  };
};

export type OpenJpegFactory = (options: {
  readonly locateFile?: (name: string) => string;
  readonly print?: (line: string) => void;
  readonly printErr?: (line: string) => void;
}) => Promise<OpenJpeg>;
