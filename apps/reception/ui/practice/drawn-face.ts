import type { GreyPicture } from "../visual/decode-photo.ts";

const WIDTH = 240;
const HEIGHT = 300;

/** In the place of a photo: a face that is nobody's, with a word that says so. */
export function drawnFace(): GreyPicture {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("this browser draws nothing");
  const oval = (grey: number, x: number, y: number, wide: number, high: number) => {
    pen.fillStyle = `rgb(${grey} ${grey} ${grey})`;
    pen.beginPath();
    pen.ellipse(x, y, wide, high, 0, 0, 2 * Math.PI);
    pen.fill();
  };
  pen.fillStyle = "rgb(225 225 225)";
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  oval(110, 120, 320, 110, 90);
  oval(60, 120, 120, 72, 84);
  oval(200, 120, 135, 58, 72);
  oval(40, 98, 125, 7, 5);
  oval(40, 142, 125, 7, 5);
  oval(150, 120, 148, 6, 10);
  oval(100, 120, 175, 18, 5);
  pen.fillStyle = "rgb(255 255 255)";
  pen.font = "bold 32px sans-serif";
  pen.textAlign = "center";
  pen.fillText("練習", 120, 285);
  const { data } = pen.getImageData(0, 0, WIDTH, HEIGHT);
  const pixels = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, index) => data[index * 4] ?? 0);

  return { width: WIDTH, height: HEIGHT, pixels };
}
