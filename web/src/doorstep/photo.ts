// A photo, drawn anew: what the camera wrote into the file, such as where it was taken, is not
// in what is drawn. The server does the same again.

const longest = 1280;

/** Draws a file that was chosen on the canvas, upright. It fails on what is no picture. */
export async function draw(file: File, on: HTMLCanvasElement): Promise<void> {
  const taken = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, longest / Math.max(taken.width, taken.height));
  on.width = Math.max(1, Math.round(taken.width * scale));
  on.height = Math.max(1, Math.round(taken.height * scale));
  on.getContext("2d")?.drawImage(taken, 0, 0, on.width, on.height);
  taken.close();
}

/** The canvas as a JPEG. */
export async function jpeg(of: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => of.toBlob(resolve, "image/jpeg", 0.8));
  if (!blob) throw new Error("the photo could not be drawn");
  return new Uint8Array(await blob.arrayBuffer());
}
