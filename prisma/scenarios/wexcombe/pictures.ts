/** A picture of the example district: drawn for it, with what it shows in words. */
export interface Picture {
  /** SVG, where in life there is a photograph. */
  drawing: string;
  alt: string;
}

const drawn = (...shapes: string[]) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="320" viewBox="0 0 480 320">${shapes.join("")}</svg>`;

const sky = `<path fill="#cfdfe6" d="M0 0h480v170H0z"/><path fill="#e9eef0" d="M60 52q40-26 84 0zM310 38q44-24 96 0z"/>`;
const grass = `<path fill="#7f9b5e" d="M0 150q120-26 250-6t230-8v184H0z"/><path fill="#6c8a4e" d="M0 196q150-14 240 4t240-10v130H0z"/>`;
const path = `<path fill="#c8b693" d="M216 150h36L372 320H92z"/>`;
/** Seven rows of bricks, each row moved by half a brick. */
const bricks = [0, 30, 60, 90, 120, 150, 180]
  .map((y, row) => `M0 ${y}h480M${row % 2 ? 20 : 65} ${y}v30m90-30v30m90-30v30m90-30v30m90-30v30`)
  .join("");
const wall = `<path fill="#a8604a" d="M0 0h480v210H0z"/><path stroke="#8e4f3c" stroke-width="3" d="${bricks}"/>`;
const pavement = `<path fill="#b9b5ac" d="M0 210h480v110H0z"/><path stroke="#9d998f" stroke-width="2" d="M0 250h480M120 210l-40 110M250 210l-8 110M380 210l34 110"/>`;

const crocus = (x: number, y: number, colour: string) =>
  `<path stroke="#4c7a35" stroke-width="3" d="M${x} ${y}v-16"/><path fill="${colour}" d="M${x - 7} ${y - 30}q3 16 7 16t7-16l-4 6-3-8-3 8z"/>`;
const puddle = (x: number, y: number, width: number) =>
  `<ellipse cx="${x}" cy="${y}" rx="${width}" ry="${width / 4}" fill="#7c98a6"/><ellipse cx="${x - width / 5}" cy="${y - width / 16}" rx="${width / 2}" ry="${width / 14}" fill="#a9c0ca"/>`;

export const bulbs: Picture = {
  drawing: drawn(
    sky,
    grass,
    `<path fill="#b9b5ac" d="M304 152h38l138 150v18H352z"/>`,
    ...[30, 66, 104, 140, 178, 214, 250].map((x, index) =>
      crocus(x, 214 + (index % 3) * 22, index % 2 ? "#f0a53a" : "#7d5ba6"),
    ),
    ...[50, 96, 150, 204, 262, 318].map((x, index) =>
      crocus(x, 284 + (index % 2) * 18, index % 2 ? "#7d5ba6" : "#f3e9d2"),
    ),
  ),
  alt: "Purple, white and yellow crocuses in flower along the verge of Brook Street, beside the pavement.",
};

export const drain: Picture = {
  drawing: drawn(
    sky,
    grass,
    path,
    `<path fill="#6d5c45" d="M150 236h180l12 22H138z"/><path fill="#3b4148" d="M158 240h164l6 12H150z"/>`,
    `<path stroke="#8b949c" stroke-width="3" d="M170 240l-4 12m22-12l-3 12m22-12l-2 12m21-12l-1 12m20-12v12m20-12l1 12m20-12l2 12m20-12l3 12"/>`,
    `<path fill="#d98b3a" d="M356 206l10-46 10 46zM96 214l10-46 10 46z"/><path stroke="#f5efe4" stroke-width="6" d="M360 188h12M100 196h12"/>`,
  ),
  alt: "A new iron drain across the low end of the path behind Tanner Street, with a traffic cone on either side.",
};

export const puddles: Picture = {
  drawing: drawn(sky, grass, path, puddle(226, 190, 24), puddle(256, 232, 52), puddle(214, 286, 86)),
  alt: "Three puddles across the whole width of the path, on the stretch near the school gate.",
};

export const fullBin: Picture = {
  drawing: drawn(
    wall,
    pavement,
    `<path fill="#2f4a43" d="M196 150h88l-8 120h-72z"/><path fill="#243a35" d="M188 138h104v16H188z"/>`,
    `<path fill="#f3e9d2" d="M200 138l10-30 26 8 4 22zM240 138l6-38 30 10-2 28z"/><path fill="#c4452f" d="M228 138l4-24 18 2v22z"/>`,
    `<path fill="#f3e9d2" d="M150 280l34-8 6 16-36 4zM300 284l28-12 10 14-30 10z"/><path fill="#f0a53a" d="M330 262l18-4 4 12-18 4z"/>`,
  ),
  alt: "A street bin beside a brick wall with boxes sticking out of its top and two more on the pavement.",
};
