/** Larger pictures are scaled down: a phone's twelve megapixels would only take longer. */
const MAX_SIDE = 1600;

/** The text of the QR code on a picture; `null` when there is none that can be read. */
export async function readQrImage(file: Blob): Promise<string | null> {
  const image = await createImageBitmap(file).catch(() => null);
  if (image === null) return null;
  const scale = Math.min(1, MAX_SIDE / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const context = new OffscreenCanvas(width, height).getContext("2d");
  if (context === null) return null;
  context.drawImage(image, 0, 0, width, height);
  image.close();
  const { data } = context.getImageData(0, 0, width, height);

  // Needed once in the life of a device, so it is not part of what every start loads.
  const { default: jsQR } = await import("jsqr");
  return jsQR(data, width, height)?.data ?? null;
}
