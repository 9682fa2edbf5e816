// The engine's benchmark, bundled as the engine ships: with the language's functions under private names (scripts/lib/harden).

import { benchEngine } from "./engine";

const [subject] = process.argv.slice(2);
if (subject === undefined) console.log("\nengine, hardened as it ships");
void benchEngine(subject, process.argv.slice(1, 2));
