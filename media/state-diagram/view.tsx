// Draws the state diagram as SVG and moves a token along its transition when a step changes its state.

import { useLayoutEffect, useRef } from "preact/hooks";
import type { State } from "#engine/trace/trace";
import { stateSigns } from "../names";
import { Icon } from "../widgets/icon";
import { useWidth } from "../widgets/use-width";
import { type DiagramScene, detailOf, type Entry, layoutDiagram, type Token, type TransitionEdge } from "./layout";

export interface StateDiagramProps {
  readonly entries: readonly Entry[];
  /** Plural noun of the entries: tasks, threads, processes. */
  readonly noun: string;
  readonly selected: number | undefined;
  /** Ids in a deadlock. */
  readonly doomed: ReadonlySet<number>;
  readonly reducedMotion: boolean;
  onSelect(id: number): void;
  onReveal(id: number): void;
}

export function StateDiagram(props: StateDiagramProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const scene = layoutDiagram({ width: Math.max(300, width), entries: props.entries });
  return (
    <div ref={ref} class="diagram">
      {/* biome-ignore lint/a11y/useSemanticElements: an SVG picture cannot be a fieldset. */}
      <svg width={scene.size.width} height={scene.size.height} role="group" aria-label={describe(scene, props.noun)}>
        {scene.edges.map((edge) => (
          <EdgeLine key={edge.name} edge={edge} />
        ))}
        {scene.boxes.map((box) => (
          <g key={box.state} class={`state-box state-${box.state}`}>
            <rect x={box.x} y={box.y} width={box.width} height={box.height} rx={6} />
            <foreignObject x={box.x + 6} y={box.y + 4} width={box.width - 12} height={22}>
              <div class="state-title">
                <Icon name={stateSigns[box.state].icon} />
                <span class="state-word">{box.title}</span>
                <span class="state-count">{box.count}</span>
              </div>
            </foreignObject>
          </g>
        ))}
        {scene.more.map((more) => (
          <text key={more.state} class="state-more" x={more.x} y={more.y + 4}>
            {more.label}
          </text>
        ))}
        {scene.tokens.map((token) => (
          <TokenPill key={token.id} token={token} scene={scene} {...props} />
        ))}
      </svg>
    </div>
  );
}

function describe(scene: DiagramScene, noun: string): string {
  return `States of the ${noun}: ${scene.boxes.map((box) => `${box.count} ${box.title.toLowerCase()}`).join(", ")}`;
}

function EdgeLine({ edge }: { readonly edge: TransitionEdge }) {
  const { start, end, label } = edge;
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  const dx = (end.x - start.x) / length;
  const dy = (end.y - start.y) / length;
  const tip = { x: end.x - 1.5 * dx, y: end.y - 1.5 * dy };
  const base = { x: tip.x - 7 * dx, y: tip.y - 7 * dy };
  const head = `${tip.x},${tip.y} ${base.x - 4 * dy},${base.y + 4 * dx} ${base.x + 4 * dy},${base.y - 4 * dx}`;
  return (
    <g class="transition">
      <line x1={start.x} y1={start.y} x2={base.x} y2={base.y} />
      <polygon points={head} />
      <text x={label.x} y={label.y} text-anchor={label.anchor}>
        {edge.name}
      </text>
    </g>
  );
}

interface TokenProps extends StateDiagramProps {
  readonly token: Token;
  readonly scene: DiagramScene;
}

function TokenPill({ token, scene, selected, doomed, reducedMotion, onSelect, onReveal, entries }: TokenProps) {
  const ref = useRef<SVGGElement>(null);
  const before = useRef<{ readonly x: number; readonly y: number; readonly state: State }>();
  useLayoutEffect(() => {
    const from = before.current;
    before.current = { x: token.x, y: token.y, state: token.state };
    // Only a transition moves; a wider window or a neighbour that left does not.
    if (from === undefined || reducedMotion || from.state === token.state) return;
    const edge = scene.edges.find((it) => it.from === from.state && it.to === token.state);
    const half = { x: token.width / 2, y: token.height / 2 };
    const way = edge === undefined ? [] : [edge.start, edge.end].map((it) => ({ x: it.x - half.x, y: it.y - half.y }));
    const frames = [from, ...way, token].map((it) => ({ transform: `translate(${it.x}px, ${it.y}px)` }));
    const animation = ref.current?.animate(frames, { duration: 380, easing: "ease-in-out" });
    return () => animation?.cancel();
  }, [token.x, token.y, token.state]);
  const entry = entries.find((it) => it.id === token.id);
  const stuck = doomed.has(token.id);
  const name = tokenName(entry, stuck);
  const classes = ["token", `state-${token.state}`, selected === token.id ? "selected" : "", stuck ? "doomed" : ""];
  return (
    // biome-ignore lint/a11y/useSemanticElements: an SVG group cannot be a <button>.
    <g
      ref={ref}
      class={classes.filter(Boolean).join(" ")}
      style={{ transform: `translate(${token.x}px, ${token.y}px)` }}
      role="button"
      tabindex={0}
      aria-label={name}
      aria-pressed={selected === token.id}
      data-task={entry?.name}
      onClick={() => onSelect(token.id)}
      onDblClick={() => onReveal(token.id)}
      onKeyDown={(event) => {
        if (event.key === " ") onSelect(token.id);
        else if (event.key === "Enter") onReveal(token.id);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <rect class="pill" width={token.width} height={token.height} rx={token.height / 2} />
      {stuck ? (
        <rect
          class="pill-ring"
          x={-2.5}
          y={-2.5}
          width={token.width + 5}
          height={token.height + 5}
          rx={token.height / 2 + 2}
        />
      ) : null}
      <circle class="number-disc" cx={12} cy={12} r={9} />
      <text class={token.id < 100 ? "number" : "number long"} x={12} y={16} text-anchor="middle">
        {token.id}
      </text>{" "}
      <foreignObject x={26} width={token.width - 32} height={token.height}>
        <div class="token-text" title={name}>
          {token.label}
          {token.detail === "" ? null : <span class="detail">{` ${token.detail}`}</span>}
        </div>
      </foreignObject>
    </g>
  );
}

/** Begins with what is written on the pill, so that a person who speaks it is understood. */
function tokenName(entry: Entry | undefined, stuck: boolean): string {
  if (entry === undefined) return "";
  const state = entry.state === undefined ? "" : stateSigns[entry.state].word;
  const first = [entry.id, entry.name, detailOf(entry)].filter((it) => it !== "").join(" ");
  return [first, state, stuck ? "in a deadlock" : ""].filter(Boolean).join(", ");
}
