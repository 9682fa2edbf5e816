// Types of the plugin, for the tests that build what it hardens.

import type { Plugin } from "esbuild";

export function harden(entry: string): Plugin;
