// Writes a map as an OpenStreetMap PBF file: nodes {id, lat, lon} and ways {id, nodes, tags}.
import { deflateSync } from "node:zlib";

function varint(value) {
  const bytes = [];
  let rest = BigInt(value);
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}

const zigzag = (value) => (value < 0 ? -2n * BigInt(value) - 1n : 2n * BigInt(value));
const number = (field, value) => Buffer.concat([varint(field << 3), varint(value)]);
const bytes = (field, content) => {
  const all = Buffer.from(content);
  return Buffer.concat([varint((field << 3) | 2), varint(all.length), all]);
};
const packed = (field, values) => bytes(field, Buffer.concat(values.map(varint)));

// steps packs numbers as what each is more than the one before.
function steps(field, values) {
  let before = 0;
  return packed(field, values.map((value) => {
    const step = zigzag(value - before);
    before = value;
    return step;
  }));
}

function blob(type, content) {
  const data = Buffer.concat([number(2, content.length), bytes(3, deflateSync(content))]);
  const header = Buffer.concat([bytes(1, type), number(3, data.length)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return Buffer.concat([length, header, data]);
}

function block(strings, group) {
  const table = Buffer.concat(strings.map((text) => bytes(1, text)));
  return blob("OSMData", Buffer.concat([bytes(1, table), bytes(2, group)]));
}

// One unit is 100 billionths of a degree.
const units = (degrees) => Math.round(degrees * 1e7);

function nodeBlock(nodes) {
  return block([""], bytes(2, Buffer.concat([
    steps(1, nodes.map((n) => n.id)),
    steps(8, nodes.map((n) => units(n.lat))),
    steps(9, nodes.map((n) => units(n.lon))),
  ])));
}

function wayBlock(ways) {
  const strings = [""];
  const index = (text) => {
    if (!strings.includes(text)) strings.push(text);
    return strings.indexOf(text);
  };
  const group = ways.map((way) => bytes(3, Buffer.concat([
    number(1, way.id),
    packed(2, Object.keys(way.tags).map(index)),
    packed(3, Object.values(way.tags).map(index)),
    steps(8, way.nodes),
  ])));
  return block(strings, Buffer.concat(group));
}

export function pbf({ nodes, ways }) {
  const header = Buffer.concat([bytes(4, "OsmSchema-V0.6"), bytes(4, "DenseNodes"), bytes(16, "kith")]);
  return Buffer.concat([blob("OSMHeader", header), nodeBlock(nodes), wayBlock(ways)]);
}
