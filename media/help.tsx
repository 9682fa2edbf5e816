// The help dialog: what the picture means, and every key.

import { useLayoutEffect, useRef } from "preact/hooks";
import { keyHelp } from "./keys";
import { STATES, stateSigns } from "./names";
import { Icon } from "./widgets/icon";
import { StateWord } from "./widgets/state-word";

export function Help({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={onClose}>
      <header>
        <h2 id="help-title">How to read this</h2>
        <button
          type="button"
          class="icon-button"
          aria-label="Close"
          title="Close (Esc)"
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </header>
      <p>
        Your program ran on a simulated computer. Every event of that run is a step; all views show the machine after
        the same step. A <b>task</b> is one flow of <code>async</code> code, a <b>thread</b> is one event loop, a{" "}
        <b>process</b> has its own memory.
      </p>
      <dl class="help-states">
        {STATES.map((state) => (
          <div key={state}>
            <dt>
              <StateWord state={state} />
            </dt>
            <dd>{stateSigns[state].meaning}</dd>
          </div>
        ))}
      </dl>
      <h3>Keys</h3>
      <table>
        <tbody>
          {keyHelp.map((row) => (
            <tr key={row.does}>
              <th scope="row">
                {row.keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </th>
              <td>{row.does}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </dialog>
  );
}
