// Names of paths that live long: those in summaries, which rules compare again after every edit.

import { memberKeys, type Path, pathKey } from "./path";
import { perModel } from "./per-model";

/** `pathKey`, made once for each path. */
export const keyOf: (path: Path) => string = perModel(pathKey);

/** `memberKeys`, made once for each path. */
export const memberKeysOf: (path: Path) => readonly string[] = perModel(memberKeys);
