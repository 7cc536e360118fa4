import sharp from "sharp";

/** From a Windows 11 task bar to the largest view of a folder. */
const sizes = [16, 24, 32, 48, 256] as const;

export async function drawIcons(svg: string): Promise<ReadonlyMap<number, Uint8Array>> {
  const drawn = sizes.map(async (size) => {
    const png = await sharp(svg, { density: 72 * (size / 48) })
      .resize(size, size)
      .png({ compressionLevel: 9 })
      .toBuffer();
    return [size, new Uint8Array(png)] as const;
  });
  return new Map(await Promise.all(drawn));
}
