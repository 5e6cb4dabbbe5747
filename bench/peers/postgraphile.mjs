// Serves the tables of PostgreSQL over GraphQL, as the documentation of PostGraphile has
// it for production: lists in place of connections, no mutations, nothing watched.
//
//   node postgraphile.mjs CONNECTION PORT
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const [connectionString, port] = process.argv.slice(2);
const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  disablePlugins: ["NodePlugin", "PgMutationCreatePlugin", "PgMutationUpdateDeletePlugin"],
  schema: { defaultBehavior: "-connection +list" },
  pgServices: [makePgService({ connectionString, schemas: ["public"], poolConfig: { max: 16 } })],
  grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false },
});
const server = createServer();
await instance.createServ(grafserv).addTo(server);
server.listen(Number(port), "127.0.0.1");
