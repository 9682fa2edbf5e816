// The editor's theme as a value, read from the CSS variables that VS Code puts on the page.

import type { State } from "#engine/trace/trace";
import { STATES } from "./names";

/** Colours are CSS colours; only the canvas needs them as values, everything else uses the variables themselves. */
export interface Theme {
  readonly kind: "dark" | "light" | "high-contrast" | "high-contrast-light";
  readonly reducedMotion: boolean;
  readonly background: string;
  readonly foreground: string;
  readonly muted: string;
  readonly grid: string;
  readonly cursor: string;
  readonly selection: string;
  readonly error: string;
  /** Set in high contrast only. */
  readonly border: string | undefined;
  readonly font: string;
  readonly states: Readonly<Record<State, string>>;
}

/** Used where the page has no such variable: Dark+ and Light+ of the state palette. */
const fallback: Readonly<Record<"dark" | "light", Readonly<Record<State, string>>>> = {
  dark: { new: "#c8bfd9", ready: "#ffae17", running: "#056edb", blocked: "#c24829", terminated: "#777377" },
  light: { new: "#5f3d75", ready: "#c27e08", running: "#0c8cef", blocked: "#982220", terminated: "#7f7f7f" },
};

export function stateVariable(state: State): string {
  return `--vscode-interleave-state${state[0]?.toUpperCase()}${state.slice(1)}`;
}

/**
 * Classes and media query are both asked: the queries do not follow VS Code's settings, and the classes do not follow the system's.
 */
export function readTheme(body: HTMLElement, style: CSSStyleDeclaration, systemReducesMotion: boolean): Theme {
  const has = (name: string): boolean => body.classList.contains(name);
  const value = (name: string, otherwise: string): string => style.getPropertyValue(name).trim() || otherwise;
  const kind = has("vscode-high-contrast-light")
    ? "high-contrast-light"
    : has("vscode-high-contrast")
      ? "high-contrast"
      : has("vscode-light")
        ? "light"
        : "dark";
  const isLight = kind === "light" || kind === "high-contrast-light";
  const colours = fallback[isLight ? "light" : "dark"];
  const foreground = value("--vscode-foreground", isLight ? "#3b3b3b" : "#cccccc");
  const states = Object.fromEntries(STATES.map((state) => [state, value(stateVariable(state), colours[state])]));
  return {
    kind,
    reducedMotion: has("vscode-reduce-motion") || systemReducesMotion,
    background: value("--vscode-editor-background", isLight ? "#ffffff" : "#1f1f1f"),
    foreground: value("--vscode-editor-foreground", foreground),
    muted: value("--vscode-descriptionForeground", foreground),
    grid: value(
      "--vscode-editorIndentGuide-background1",
      value("--vscode-panel-border", isLight ? "#d3d3d3" : "#404040"),
    ),
    cursor: value("--vscode-focusBorder", "#0078d4"),
    selection: value("--vscode-list-inactiveSelectionBackground", isLight ? "#e4e6f1" : "#37373d"),
    error: value("--vscode-editorError-foreground", isLight ? "#e51400" : "#f14c4c"),
    border: kind.startsWith("high-contrast") ? value("--vscode-contrastBorder", foreground) : undefined,
    font: `${value("--vscode-font-size", "13px")} ${value("--vscode-font-family", "sans-serif")}`,
    states: { ...colours, ...states },
  };
}

/** Calls `changed` with the present theme, now and whenever it changes. Returns a function that stops it. */
export function watchTheme(page: Window, changed: (theme: Theme) => void): () => void {
  const { document } = page;
  const motion = page.matchMedia("(prefers-reduced-motion: reduce)");
  const read = (): void =>
    changed(readTheme(document.body, page.getComputedStyle(document.documentElement), motion.matches));
  const observer = new MutationObserver(read);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
  observer.observe(document.body, { attributes: true, attributeFilter: ["class", "data-vscode-theme-id"] });
  motion.addEventListener("change", read);
  read();
  return () => {
    observer.disconnect();
    motion.removeEventListener("change", read);
  };
}

/** Black or white, whichever reads better on the colour (WCAG relative luminance). Colours that are not `#rrggbb` or `rgb()` get white. */
export function textOn(colour: string): string {
  const channels = parseColour(colour);
  if (channels === undefined) return "#ffffff";
  const [r = 0, g = 0, b = 0] = channels.map((it) => {
    const share = it / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  // The luminance at which black and white have equal contrast.
  return 0.179 < luminance ? "#000000" : "#ffffff";
}

function parseColour(colour: string): readonly number[] | undefined {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(colour);
  if (hex !== null) return hex.slice(1, 4).map((it) => Number.parseInt(it, 16));
  const rgb = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/.exec(colour);
  return rgb === null ? undefined : rgb.slice(1, 4).map(Number);
}
