// A short film of the time window moving, made by the browser's own recorder where it has one.

const TYPES = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm", "video/mp4"];

/** Milliseconds that a step is shown, and the last of them longer. */
const HOLD = 220;
const LAST = 900;

const BITS_A_SECOND = 6_000_000;

/** The first kind of film that this browser writes, or null. */
export function filmType() {
  const isAble = typeof MediaRecorder !== "undefined" && "captureStream" in HTMLCanvasElement.prototype;
  return isAble ? (TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? null) : null;
}

/**
 * Records a canvas while `paint` paints one step after another.
 * @param {HTMLCanvasElement} canvas
 * @param {(() => void)[]} steps
 * @param {{paint: () => void, progress: (share: number) => void, isStopped: () => boolean}} on
 * @returns {Promise<Blob|null>}  null when it was stopped
 */
export async function recordFilm(canvas, steps, { paint, progress, isStopped }) {
  const type = filmType();
  paint();
  const stream = canvas.captureStream(30);
  const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: BITS_A_SECOND });
  const pieces = [];
  recorder.addEventListener("dataavailable", ({ data }) => data.size && pieces.push(data));
  const ended = new Promise((resolve, reject) => {
    recorder.addEventListener("stop", resolve);
    recorder.addEventListener("error", ({ error }) => reject(error));
  });
  recorder.start();
  for (const [at, step] of steps.entries()) {
    if (isStopped()) break;
    step();
    await painted();
    paint();
    progress((at + 1) / steps.length);
    await pause(at + 1 === steps.length ? LAST : HOLD);
  }
  paint(); // a still canvas gives no last frame
  await pause(50);
  recorder.stop();
  await ended;
  for (const track of stream.getTracks()) track.stop();
  return isStopped() ? null : new Blob(pieces, { type });
}

function painted() {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
