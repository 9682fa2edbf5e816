// The engine's benchmark, bundled as the engine ships: with the language's functions under private names (scripts/lib/harden).

import { benchEngine } from "./engine";

console.log("\nengine, hardened as it ships");
void benchEngine();
