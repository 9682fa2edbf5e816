// The extension's settings as the server reads them (section `interleave`). Names equal package.json's contributes.configuration.

import type { Severity } from "./finding";

export interface InterleaveSettings {
  readonly enable: boolean;
  /** Rule id to severity, or `off`. */
  readonly rules: Readonly<Record<string, Severity | "off">>;
  readonly codeLens: { readonly enabled: boolean };
}

export const DEFAULT_SETTINGS: InterleaveSettings = { enable: true, rules: {}, codeLens: { enabled: true } };
