import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/build.ts"],
    setupFiles: ["tests/setup.ts"],
    testTimeout: 60_000,
  },
});
