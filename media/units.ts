// The user's compiled program as the text of a script: one function a code unit, so that the worker needs no `eval`.

import { UNIT_PARAMETERS } from "#engine/runtime/abi";
import type { CodeUnit } from "#engine/scenario";

/** Name of the table on the worker's global object; the worker takes it away before any unit runs. */
export const UNIT_TABLE = "__interleaveUnits";

/**
 * Defines nothing but functions; none of the user's code runs when the script is evaluated. Units come out of the bundler, so their
 * text is a valid function body. A module is always strict; a script decides for itself.
 */
export function unitsSource(units: readonly CodeUnit[]): string {
  const parameters = UNIT_PARAMETERS.join(", ");
  return units
    .map((unit) => {
      const strict = unit.kind === "esm" ? '"use strict";\n' : "";
      return `self.${UNIT_TABLE}[${JSON.stringify(unit.id)}] = function (${parameters}) {${strict}\n${unit.code}\n};\n`;
    })
    .join("");
}
