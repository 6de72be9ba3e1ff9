import { defineConfig } from "prisma/config";

// The CLI asks another host for a native schema engine even for `generate`, and networks that allow only the npm
// registry refuse that. Any executable will do here: generate, validate and format never run it. Migrations go
// through the WebAssembly engine instead (prisma/scripts/db.ts).
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
});
