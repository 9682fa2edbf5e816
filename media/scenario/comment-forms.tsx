// What a function gives without running, and what a statement costs: written into the source as the comments that say so.

import { useState } from "preact/hooks";
import type { ScenarioStart } from "#protocol/server";
import type { FromWebview, WrongInput } from "#protocol/webview";
import { FieldError } from "../widgets/field-error";
import { Icon } from "../widgets/icon";
import { FunctionField } from "./function-field";

export interface CommentFormsProps {
  readonly start: ScenarioStart;
  readonly wrong: WrongInput | undefined;
  /** Zero-based line of the present step, where it is in the file that is edited. */
  readonly line: number | undefined;
  onComment(message: Extract<FromWebview, { type: "annotate" }>): void;
}

export function CommentForms(props: CommentFormsProps) {
  return (
    <>
      <ResultForm {...props} />
      <CostForm {...props} />
    </>
  );
}

function ResultForm({ start, wrong, onComment }: CommentFormsProps) {
  const [name, setName] = useState<string>();
  const [result, setResult] = useState("");
  const [milliseconds, setMilliseconds] = useState("1");
  const [throws, setThrows] = useState(false);
  const chosen = name ?? start.functions[0]?.name;
  if (chosen === undefined) return null;
  const late = Number(milliseconds);
  const wrongTime = milliseconds.trim() === "" || !Number.isFinite(late) || late < 0;
  const annotate = (text: string): void =>
    onComment({ type: "annotate", tag: "simulated", functionName: chosen, text });
  return (
    <form
      class="start-form"
      aria-label="What a function gives"
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrongTime) annotate(`${throws ? "throws " : ""}${result.trim() || "undefined"} after ${late} ms`);
      }}
    >
      <h3>A function is not run, but gives</h3>
      <div class="form-row">
        <FunctionField functions={start.functions} chosen={chosen} testId="result-function" onChoose={setName} />
        <label class="check">
          <input type="checkbox" checked={throws} onChange={(event) => setThrows(event.currentTarget.checked)} />
          <span>throws</span>
        </label>
        <input
          type="text"
          class="code"
          size={24}
          aria-label="Result"
          placeholder="{ id: 1 }"
          spellcheck={false}
          value={result}
          data-testid="result-text"
          aria-invalid={wrong?.at === "simulated"}
          aria-describedby="result-wrong"
          onInput={(event) => setResult(event.currentTarget.value)}
        />
        <label class="field">
          <span>after</span>
          <input
            type="text"
            size={4}
            value={milliseconds}
            aria-invalid={wrongTime}
            aria-describedby="result-wrong"
            onInput={(event) => setMilliseconds(event.currentTarget.value)}
          />
          <span class="of">ms</span>
        </label>
        <button type="submit" class="text-button" aria-disabled={wrongTime} data-testid="result-write">
          <Icon name="save" /> Write as comment
        </button>
        <button type="button" class="text-button" onClick={() => annotate("")}>
          <Icon name="discard" /> Run it itself
        </button>
      </div>
      <FieldError
        id="result-wrong"
        message={wrongTime ? "Write a number of milliseconds." : wrong?.at === "simulated" ? wrong.message : undefined}
      />
    </form>
  );
}

function CostForm({ wrong, line, onComment }: CommentFormsProps) {
  const [typed, setTyped] = useState<string>();
  const [cost, setCost] = useState("1000");
  const at = typed ?? (line === undefined ? "" : String(line + 1));
  const wrongLine = typed !== undefined && !/^[1-9]\d*$/.test(at.trim());
  return (
    <form
      class="start-form"
      aria-label="What a statement costs"
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrongLine && at !== "") onComment({ type: "annotate", tag: "cost", line: Number(at) - 1, text: cost });
      }}
    >
      <h3>A statement takes CPU time</h3>
      <div class="form-row">
        <label class="field" title="Line of the file, as the editor counts; at first that of the present step">
          <span>Line</span>
          <input
            type="text"
            size={5}
            value={at}
            data-testid="cost-line"
            aria-invalid={wrongLine}
            aria-describedby="cost-wrong"
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <label class="field" title="A number of ticks of a microsecond, or any expression; empty: no comment">
          <span>µs</span>
          <input
            type="text"
            class="code"
            size={14}
            value={cost}
            data-testid="cost-text"
            aria-invalid={wrong?.at === "cost"}
            aria-describedby="cost-wrong"
            onInput={(event) => setCost(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="text-button" aria-disabled={wrongLine || at === ""} data-testid="cost-write">
          <Icon name="save" /> Write as comment
        </button>
      </div>
      <FieldError
        id="cost-wrong"
        message={wrongLine ? "Write the number of a line." : wrong?.at === "cost" ? wrong.message : undefined}
      />
    </form>
  );
}
