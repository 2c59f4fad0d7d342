// Draws our own GeoJSON. There are no tiles: nothing is fetched from others,
// and the table beside the map says the same.
import * as L from "leaflet";

interface Facts {
  label?: string;
  href?: string;
  colour?: string;
  number?: number;
  shape?: string; // the outline of a mark in a box of 24 by 24, where it is no plain dot
  mark?: string; // what is written on it
}

async function draw(root: HTMLElement): Promise<void> {
  const address = root.dataset.map;
  if (!address) return;
  const response = await fetch(address, { headers: { Accept: "application/geo+json" } });
  if (!response.ok) return;
  const features = (await response.json()) as GeoJSON.FeatureCollection<GeoJSON.Geometry, Facts>;
  // Points are drawn last, over the areas they lie in.
  features.features.sort((a, b) => Number(a.geometry.type === "Point") - Number(b.geometry.type === "Point"));
  const map = L.map(root, { attributionControl: false, zoomSnap: 0.25, scrollWheelZoom: false });
  const accent = getComputedStyle(root).getPropertyValue("--kith-accent-strong").trim() || "#0b4f6c";
  const layer = L.geoJSON(features, {
    style: (feature) => area(feature, accent),
    pointToLayer: (feature, place) => marker(feature.properties, place, accent),
    onEachFeature: (feature, part) => describe(feature.properties, part),
  }).addTo(map);
  const bounds = layer.getBounds();
  // One place alone has no extent: without a limit the map would go nearer for ever.
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [16, 16], maxZoom: 15 });
}

/** Areas are outlined; points bring their own style. */
function area(feature: GeoJSON.Feature<GeoJSON.Geometry, Facts> | undefined, accent: string): L.PathOptions {
  if (feature?.geometry.type === "Point") return {};
  return { color: feature?.properties.colour ?? accent, weight: 2, fillOpacity: 0.15 };
}

function marker(facts: Facts, place: L.LatLng, accent: string): L.Layer {
  if (facts.shape) return L.marker(place, { icon: mark(facts.shape, facts.colour ?? accent, facts.mark ?? ""), keyboard: false });
  return L.circleMarker(place, { radius: 9, weight: 2, color: "#ffffff", fillColor: facts.colour ?? accent, fillOpacity: 1 });
}

/** A shape with figures on it: told apart without its colour. */
function mark(shape: string, colour: string, text: string): L.DivIcon {
  const svg = (name: string, attributes: Record<string, string>): SVGElement => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const root = svg("svg", { width: "28", height: "28", viewBox: "-1 -1 26 26", "aria-hidden": "true" });
  root.append(svg("path", { d: shape, fill: colour, stroke: "#ffffff", "stroke-width": "1.5" }));
  const words = svg("text", { x: "12", y: "16", fill: "#ffffff", "font-size": text.length > 2 ? "8" : "11", "font-weight": "700", "text-anchor": "middle" });
  words.textContent = text;
  root.append(words);
  const html = document.createElement("span");
  html.append(root);
  return L.divIcon({ html, className: "kith-map__mark", iconSize: [28, 28], iconAnchor: [14, 14] });
}

function describe(facts: Facts, part: L.Layer): void {
  const text = document.createElement(facts.href ? "a" : "span");
  text.textContent = [facts.number, facts.label].filter((word) => word !== undefined).join(". ");
  if (text instanceof HTMLAnchorElement && facts.href) text.href = facts.href;
  part.bindPopup(text);
}

document.querySelectorAll<HTMLElement>("[data-map]").forEach((root) => void draw(root));
