// The fast tests: everything but the real editor and the packed extension.

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    exclude: ["**/node_modules/**", "test/editor/**", "test/package/**"],
    setupFiles: ["test/fast-check-seed.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Two workers: the machines that run this have two cores, and the language server tests start processes of their own.
    maxWorkers: 2,
    minWorkers: 1,
  },
});
