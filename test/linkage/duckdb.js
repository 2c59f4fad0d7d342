// Runs the SQL that Splink makes for a list of people, in DuckDB: blocked pairs of the same
// rules, each by its first rule, a level for each column, and the sum of the weights. The last
// word it prints is the processor time of it in seconds, without reading the file.
import { DuckDBInstance } from "@duckdb/node-api";

const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
const db = await instance.connect();
await db.run(`create table p as select cast(id as integer) id, nullif(first_name,'') f, nullif(last_name,'') s,
  nullif(date_of_birth,'') d, nullif(address,'') a, nullif(replace(postcode,' ',''),'') c, nullif(uprn,'') u, nullif(phone,'') t
  from read_csv('${process.argv[2]}', header = true, all_varchar = true)`);

const rules = [
  "l.d = r.d and l.f[1] = r.f[1]",
  "l.d = r.d and l.s = r.s",
  "l.t = r.t",
  "l.f = r.f and l.s = r.s and l.c[:length(l.c)-3] = r.c[:length(r.c)-3]",
  "l.f = r.f and l.s = r.s and l.d[7:] = r.d[7:]",
  "l.s = r.s and l.c = r.c",
  "l.f = r.f and l.c = r.c",
  "l.u = r.u and l.f[1] = r.f[1]",
  "l.d[:5] = r.d[:5] and l.c[:length(l.c)-2] = r.c[:length(r.c)-2]",
  "l.d = r.d and l.c[:length(l.c)-3] = r.c[:length(r.c)-3]",
];
const names = (x) => `case when l.${x} is null or r.${x} is null then 0 when l.${x} = r.${x} then 7
  when jaro_winkler_similarity(l.${x}, r.${x}) >= 0.92 then 4 when jaro_winkler_similarity(l.${x}, r.${x}) >= 0.8 then 1 else -5 end`;
const weight = `${names("f")} + ${names("s")} + ${names("a")}
  + case when l.d is null or r.d is null then 0 when l.d = r.d then 14 when damerau_levenshtein(l.d, r.d) <= 1 then 5
    when damerau_levenshtein(l.d, r.d) <= 2 then 1 else -9 end
  + case when l.c is null or r.c is null then 0 when l.c = r.c then 8 when damerau_levenshtein(l.c, r.c) <= 1 then 2 else -3 end
  + case when l.u is null or r.u is null then 0 when l.u = r.u then 8 else -1 end
  + case when l.t is null or r.t is null then 0 when l.t = r.t then 12 when damerau_levenshtein(l.t, r.t) <= 1 then 4 else -2 end`;

const blocked = rules
  .map((rule, i) => `select l.id a, r.id b from p l join p r on ${rule} and l.id < r.id
    ${rules.slice(0, i).map((before) => `and not coalesce(${before}, false)`).join(" ")}`)
  .join(" union all ");

const began = process.cpuUsage();
await db.run(`create table pairs as ${blocked}`);
await db.run(`create table links as select * from (select l.id a, r.id b, ${weight} w from pairs
  join p l on l.id = pairs.a join p r on r.id = pairs.b) where w > 18`);
const used = process.cpuUsage(began);
const count = async (table) => Number((await (await db.runAndReadAll(`select count(*) from ${table}`)).getRows())[0][0]);
console.log(`${await count("pairs")} pairs, ${await count("links")} links, processor seconds ${((used.user + used.system) / 1e6).toFixed(2)}`);
