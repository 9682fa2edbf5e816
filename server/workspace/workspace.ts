// A workspace: the source under one root, kept up to date, and its analysis.

import type { AnalysisResult, AnalyzeOptions, Workspace, WorkspaceOptions } from "./analysis";
import type { SourceHost } from "./source-host";

export function createWorkspace(root: string, _host: SourceHost, _options: WorkspaceOptions = {}): Workspace {
  return {
    root,
    update() {},
    remove() {},
    async analyze(_analyze: AnalyzeOptions = {}): Promise<AnalysisResult> {
      return {
        findings: new Map(),
        lenses: new Map(),
        primitives: [],
        problems: [],
        stats: { files: 0, analysed: 0, lowered: 0, summarised: 0, ms: 0 },
      };
    },
  };
}
