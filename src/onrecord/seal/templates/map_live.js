"use strict";
(() => {
  const box = document.getElementById("livemap");
  const held = document.getElementById("livemap-data");
  if (!box || !held || typeof L === "undefined") return;
  const data = JSON.parse(held.textContent);
  const ring = (steps) => {
    let x = 0, y = 0;
    const points = [];
    for (let at = 0; at + 1 < steps.length; at += 2) {
      x += steps[at];
      y += steps[at + 1];
      points.push([y / data.grid, x / data.grid]);
    }
    return points;
  };
  box.hidden = false;
  document.getElementById("map").classList.add("live");
  const map = L.map(box, { attributionControl: false, zoomSnap: 0.5, minZoom: 2, maxZoom: 13,
    worldCopyJump: true, renderer: L.svg({ padding: 0.5 }) });
  const bounds = L.latLngBounds([]);
  for (const place of data.places) {
    const [lat, lon] = place.at, tall = place.km / 111.2;
    const wide = tall / Math.max(0.1, Math.cos(lat * Math.PI / 180));
    bounds.extend([lat - tall, lon - wide]).extend([lat + tall, lon + wide]);
  }
  map.fitBounds(bounds.pad(0.2), { maxZoom: 10, animate: false });
  const drawn = (rings, className) =>
    L.polygon(rings.map((each) => [ring(each)]), { className, interactive: false }).addTo(map);
  const land = drawn(data.countries, "live-land");
  const provinces = drawn(data.provinces, "live-province");
  const about = (place) => {
    const body = document.createElement("div");
    const name = body.appendChild(document.createElement("strong"));
    name.dir = "auto";
    name.textContent = `${place.n} ${place.label}`;
    body.appendChild(document.createElement("p")).textContent =
      `may lie anywhere within ${place.km} km; named in ${place.incidents} alleged incident` +
      (place.incidents === 1 ? "" : "s");
    const link = body.appendChild(document.createElement("a"));
    link.href = `#place${place.n}`;
    link.textContent = "in the table of places";
    return body;
  };
  for (const place of data.places) {
    const className = place.borderless ? "live-disc live-region" : "live-disc";
    const shape = place.rings.length
      ? L.polygon(place.rings.map((each) => [ring(each)]), { className })
      : L.circle(place.at, { radius: place.km * 1000, className });
    shape.bindPopup(() => about(place));
    shape.addTo(map);
    // Small discs would vanish when far away: a ring of fixed size, dashed, says "about here".
    if (!place.rings.length) {
      L.circleMarker(place.at, { radius: 15, className: "live-disc live-least" })
        .bindPopup(() => about(place)).addTo(map);
    }
    const number = L.marker(place.at, { keyboard: true, title: `place ${place.n}`, alt: "",
      icon: L.divIcon({ className: "live-no", html: String(place.n), iconSize: null }) });
    number.bindPopup(() => about(place)).addTo(map);
    if (data.places.length <= 30) {
      const name = document.createElement("bdi");
      name.textContent = place.label.length > 22 ? `${place.label.slice(0, 22)}…` : place.label;
      number.bindTooltip(name, { permanent: true, direction: "right", offset: [10, 0],
        className: "live-name", opacity: 1 });
    }
  }
  // One set of lines at a time: the two are drawn at different scales.
  const finer = () => {
    const near = map.getZoom() >= 5 && data.provinces.length > 0;
    provinces.getElement()?.classList.toggle("live-far", !near);
    land.getElement()?.classList.toggle("live-far", near);
  };
  map.on("zoomend", finer);
  finer();
  L.control.scale({ imperial: false }).addTo(map);
})();
