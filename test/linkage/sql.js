// Runs a file of SQL in DuckDB.
import { readFile } from "node:fs/promises";
import { DuckDBInstance } from "@duckdb/node-api";

const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
const db = await instance.connect();
await db.run(await readFile(process.argv[2], "utf8"));
