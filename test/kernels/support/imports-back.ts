// A module that needs what the one that imports it exports.
import { settings } from "../atomicity/node-55468";

export function report(text: string): void {
  if (settings.verbose) console.log(text);
}
