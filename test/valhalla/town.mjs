// A town of a few streets: seven from south to north and seven from west to east, 200 m
// apart, around 53.54 north and 2.63 west. A river runs between the third and the fourth
// street from the south, and one bridge crosses it, in the far east. The northernmost street
// is one-way, to the east.
export const metre = { lat: 1 / 111_280, lon: 1 / (111_320 * Math.cos((53.54 * Math.PI) / 180)) };
const south = 53.54, west = -2.64, apart = 200, streets = 7;

const id = (column, row) => 1 + row * streets + column;

export function town() {
  const nodes = [], ways = [];
  for (let row = 0; row < streets; row++) {
    for (let column = 0; column < streets; column++) {
      nodes.push({ id: id(column, row), lat: south + row * apart * metre.lat, lon: west + column * apart * metre.lon });
    }
  }
  const street = (all, tags) => ways.push({ id: 1000 + ways.length, nodes: all, tags: { highway: "residential", maxspeed: "20 mph", ...tags } });
  const every = [...Array(streets).keys()];
  for (const row of every) {
    street(every.map((column) => id(column, row)), { name: `${row + 1} Street`, ...(row === streets - 1 ? { oneway: "yes" } : {}) });
  }
  for (const column of every) {
    street([0, 1, 2].map((row) => id(column, row)), { name: `South ${column + 1} Avenue` });
    street([3, 4, 5, 6].map((row) => id(column, row)), { name: `North ${column + 1} Avenue` });
  }
  street([id(6, 2), id(6, 3)], { name: "Only Bridge", bridge: "yes", layer: "1" });
  return { nodes, ways };
}
