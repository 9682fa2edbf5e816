// The panel's page: made from constants only. Everything from the workspace travels by message and is set as text.

/** Addresses that only the webview can give. */
export interface PanelResources {
  /** `webview.cspSource`. */
  readonly cspSource: string;
  /** Fresh for each page. */
  readonly nonce: string;
  readonly script: string;
  readonly styles: readonly string[];
}

/**
 * What the page may load: its own script by nonce, style sheets, fonts and images of the extension, and workers from a blob, in which
 * the engine runs. No network, no inline script, no `eval`: the user's program runs inside that worker and can reach nothing else.
 */
export function contentSecurityPolicy(resources: Pick<PanelResources, "cspSource" | "nonce">): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${resources.nonce}'`,
    `style-src ${resources.cspSource}`,
    `font-src ${resources.cspSource}`,
    `img-src ${resources.cspSource} data:`,
    "worker-src blob:",
  ].join("; ");
}

export function panelHtml(resources: PanelResources): string {
  const styles = resources.styles.map((href) => `<link rel="stylesheet" href="${href}">`).join("\n    ");
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(resources)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    ${styles}
    <title>Interleave</title>
  </head>
  <body>
    <div id="app"></div>
    <script nonce="${resources.nonce}" src="${resources.script}"></script>
  </body>
</html>
`;
}
