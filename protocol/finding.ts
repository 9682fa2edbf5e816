// A finding: what a rule reports. Crosses from server to editor, CLI and SARIF.

/** Zero-based, as in LSP; characters are UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A range in a file. `file` is an absolute path. */
export interface Location {
  readonly file: string;
  readonly range: Range;
}

/**
 * `error`: happens on every run that gets there. `warning`: some schedule shows it. `information`: suspicious.
 */
export type Severity = "error" | "warning" | "information";

/** Whether two places were taken for the same resource because they must be, or because they may be. */
export type Identity = "must" | "may";

export interface RelatedPlace extends Location {
  readonly message: string;
}

export interface TextEdit extends Location {
  readonly newText: string;
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** One step of one of the paths that collide. */
export interface PathStep extends Location {
  readonly message: string;
}

export interface Finding extends Location {
  readonly ruleId: string;
  readonly severity: Severity;
  /** What, why, and what to do, in that order. */
  readonly message: string;
  readonly related: readonly RelatedPlace[];
  /** One path per task: the call chain from a root to the place where it waits or leaks. */
  readonly paths: readonly (readonly PathStep[])[];
  /** One concrete interleaving in words, a line a step; empty where one task alone shows it. */
  readonly interleaving: readonly string[];
  readonly identity: Identity;
  readonly fixes: readonly Fix[];
  /** Stable under edits elsewhere in the file: the key of baselines and SARIF. */
  readonly fingerprint: string;
}

/** Something that kept a part of the input from being understood; everything else goes on. */
export interface Problem {
  readonly severity: "error" | "warning" | "information";
  readonly message: string;
  readonly file?: string;
  readonly range?: Range;
  /** It is in what the user tells Interleave, so that an editor shows it at its place. */
  readonly told?: boolean;
  /** The same words hold for other files too: they are said at the first of them. */
  readonly once?: boolean;
  /** It is in what a person typed: which of the values or calls. */
  readonly field?: StartField;
}

export interface StartField {
  readonly part: "values" | "calls";
  readonly index: number;
}
