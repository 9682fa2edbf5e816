// The panel's page lets in nothing but its own files.

import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, panelHtml } from "#client/panel-html";

const resources = {
  cspSource: "https://host.example",
  nonce: "abc123",
  script: "https://host.example/main.js",
  styles: ["https://host.example/style.css"],
};

describe("the panel's page", () => {
  it("has exactly this policy", () => {
    expect(contentSecurityPolicy(resources)).toBe(
      "default-src 'none'; script-src 'nonce-abc123'; style-src https://host.example; font-src https://host.example; " +
        "img-src https://host.example data:; worker-src blob:",
    );
  });

  it("states it before it loads anything, and loads its script by nonce", () => {
    const html = panelHtml(resources);
    expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("<link"));
    expect(html).toContain('<script nonce="abc123" src="https://host.example/main.js"></script>');
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/unsafe|style=|\son[a-z]+=/);
  });
});
