// Tabs after the ARIA pattern: arrows move and choose, one tab is in the tab order.

import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";

export interface TabsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly tabs: readonly { readonly id: T; readonly label: string; readonly badge: number | undefined }[];
  readonly children: ComponentChildren;
  onChoose(id: T): void;
}

export function Tabs<T extends string>({ label, value, tabs, children, onChoose }: TabsProps<T>) {
  const list = useRef<HTMLDivElement>(null);
  const roam = (event: KeyboardEvent): void => {
    const at = tabs.findIndex((tab) => tab.id === value);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    const index = (to + tabs.length) % tabs.length;
    const tab = tabs[index];
    if (tab === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onChoose(tab.id);
    list.current?.querySelectorAll("button")[index]?.focus();
  };
  return (
    <section class="tabs" aria-label={label}>
      <div ref={list} role="tablist" aria-label={label} class="tab-list" onKeyDown={roam}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`tab-${tab.id}`}
            aria-selected={tab.id === value}
            aria-controls="tab-panel"
            tabIndex={tab.id === value ? 0 : -1}
            onClick={() => onChoose(tab.id)}
          >
            {tab.label}
            {tab.badge === undefined || tab.badge === 0 ? null : <span class="badge">{tab.badge}</span>}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="tab-panel" aria-labelledby={`tab-${value}`} class="tab-panel">
        {children}
      </div>
    </section>
  );
}
