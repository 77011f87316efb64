// mcp-client.mjs - A real client asks mtsearch --mcp; see tools/check-surfaces
// SPDX-License-Identifier: GPL-2.0-or-later
//
//     node mcp-client.mjs MTSEARCH INDEX
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import assert from "node:assert";

const transport = new StdioClientTransport({
  command: process.argv[2],
  args: ["-d", process.argv[3], "--mcp"],
});
const client = new Client({ name: "check-surfaces", version: "1" });
await client.connect(transport);
const { tools } = await client.listTools();
assert.deepEqual(tools.map((tool) => tool.name), ["search", "show", "list"]);
const call = async (name, args) => {
  const result = await client.callTool({ name, arguments: args });
  return { failed: result.isError, value: JSON.parse(result.content[0].text) };
};
const found = await call("search", { query: "Ronnie Borker", limit: 3 });
assert.equal(found.value.hits.length, 3);
const shown = await call("show", { id: found.value.hits[0].id, context: 1 });
assert(shown.value.hits[0].context.some((passage) => passage.here));
const people = await call("list", { kind: "people" });
assert(people.value.items.some((item) => item.name === "Ronnie Borker"));
assert((await call("list", { kind: "nonsense" })).failed);
assert((await call("search", { query: "x", limit: -1 })).failed);
await assert.rejects(client.callTool({ name: "write", arguments: {} }));
assert(!(await call("search", { query: "lantern ".repeat(50000) })).failed);
const together = await Promise.all(
  ["Borker", "gauge", "zeppelin"].map((query) => call("search", { query })));
assert.deepEqual(together.map((answer) => answer.value.query), ["Borker", "gauge", "zeppelin"]);
await client.ping();
await client.close();
console.log(`${client.getServerVersion().name}: 3 tools, ${found.value.total} moments`);
