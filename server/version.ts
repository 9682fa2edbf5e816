// Interleave's version, as the package states it.

import { version } from "../package.json";

export const VERSION: string = version;
