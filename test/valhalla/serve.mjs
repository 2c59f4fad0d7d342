// Serves Valhalla on a town of our own, on a free port of this machine: prints its address,
// and ends when standard input does, so that it never outlives the tests.
import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { arch, platform, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { config } from "./config.mjs";
import { pbf } from "./pbf.mjs";
import { town } from "./town.mjs";

const require = createRequire(import.meta.url);
const binaries = join(dirname(require.resolve("@valhallajs/valhallajs")), platform(), arch());

const dir = mkdtempSync(join(tmpdir(), "kith-valhalla-"));
process.on("exit", () => rmSync(dir, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));
process.stdin.on("end", () => process.exit(0)).resume();

const settings = JSON.stringify(config(join(dir, "tiles")));
writeFileSync(join(dir, "config.json"), settings);
writeFileSync(join(dir, "town.osm.pbf"), pbf(town()));
const built = spawnSync(join(binaries, "valhalla_build_tiles"), ["-j", "1", "-c", join(dir, "config.json"), join(dir, "town.osm.pbf")], { cwd: dir, encoding: "utf8" });
if (built.status !== 0) {
  console.error(built.stdout, built.stderr, built.error ?? "");
  process.exit(1);
}

const { Actor } = require("@valhallajs/valhallajs");
const actor = new Actor(settings);
const doors = { "/sources_to_targets": "matrix", "/locate": "locate", "/status": "status" };

// The binding throws Valhalla's words for what is wrong; its own server sends the number with
// them.
const codes = { "Failed to parse json request": 100, "No suitable edges near location": 171 };

// body is the request: behind ?json= of a GET, or what a POST holds.
async function body(request, url) {
  if (request.method !== "POST") return url.searchParams.get("json") ?? "{}";
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, "http://127.0.0.1");
  const say = (status, text) => response.writeHead(status, { "Content-Type": "application/json;charset=utf-8" }).end(text);
  const call = doors[url.pathname];
  if (!call) return say(404, JSON.stringify({ error_code: 106, error: "Try any of: " + Object.keys(doors).join(" "), status_code: 404 }));
  try {
    say(200, await actor[call](await body(request, url)));
  } catch (failure) {
    const error = String(failure.message).replace(/^\w+ error: /, "");
    say(400, JSON.stringify({ error_code: codes[error] ?? 199, error, status_code: 400, status: "Bad Request" }));
  }
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
