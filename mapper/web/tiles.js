// Tiles from a host that whoever made the page named; the embedded ground lies below and stays when they fail.

/** Tiles that may fail, with not one that came, before they count as failed. */
const PATIENCE = 4;

/** Says whose the map is, and what was left out of it before it was published. */
export function attributionOf(data, say) {
  const { tiles } = data;
  const told = [
    data.coarseKm ? say("note_coarse", { km: data.coarseKm }) : "",
    data.isRedacted ? say("note_redacted") : "",
    tiles?.hasFailed ? say("tiles_failed", { host: hostOf(tiles.url) }) : (tiles?.attribution ?? ""),
    data.ground.attribution,
  ];
  return told.filter(Boolean).join(" · ");
}

/** The host of tiles, for people. */
export function hostOf(url) {
  return url.replace(/^https?:\/\//, "").replace(/^\{s\}\./, "").split("/")[0];
}

/** Adds the tiles between the ground and the symbols; when none comes, they go again and `failed` is called. */
export function addTiles(map, data, failed) {
  const { tiles } = data;
  if (!tiles) return;
  const pane = map.createPane("tiles", map.getPane("overlayPane"));
  const ground = map.getPane("overlayPane").querySelector("canvas.ground");
  ground.after(pane);
  pane.style.zIndex = "100"; // as the canvases have it: what comes later lies above
  pane.style.pointerEvents = "none";
  const layer = L.tileLayer(tiles.url, { pane: "tiles", maxZoom: 19, attribution: tiles.attribution });
  let came = 0;
  let lost = 0;
  layer.on("tileload", () => (came += 1));
  layer.on("tileerror", () => {
    lost += 1;
    if (came || lost !== PATIENCE) return;
    tiles.hasFailed = true;
    layer.remove();
    failed();
  });
  layer.addTo(map);
}
