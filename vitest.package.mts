// The tests of the packed extension: they need the VSIX, so `npm test` runs them after packing.

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["test/package/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000 },
});
