// esbuild, loaded when first needed and kept warm: the native one where it runs, else the WebAssembly one, which runs everywhere.

import type * as esbuild from "esbuild";

export type Bundler = Pick<typeof esbuild, "build" | "transform" | "version">;

/** Rejects where neither esbuild can be loaded. Cheap when repeated: the module loader and esbuild's own service stay warm. */
export async function loadBundler(): Promise<Bundler> {
  try {
    const native: Bundler = await import("esbuild");
    // The package can be there without the binary of this platform; only using it tells.
    await native.transform("0");
    return native;
  } catch {
    const portable: Bundler = await import("esbuild-wasm");
    await portable.transform("0");
    return portable;
  }
}
