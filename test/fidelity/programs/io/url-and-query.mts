// The older functions of node:url and those of node:querystring.
import { parse as parseQuery, stringify } from "node:querystring";
import { format, parse } from "node:url";

for (const text of [
  "postgres://user:p%40ss@Example.com:5432/db?ssl=true&x=1&x=2#frag",
  "/path/only?q=1",
  "http://localhost",
  "//host/path",
  "mailto:someone@example.com",
  "http://[::1]:80/a b",
]) {
  const { protocol, slashes, auth, host, port, hostname, hash, search, query, pathname, path } = parse(text);
  console.log(JSON.stringify({ protocol, slashes, auth, host, port, hostname, hash, search, query, pathname, path }));
}
console.log(JSON.stringify(parse("/a?x=1&y=2&x=3", true).query), parse("//host/path", false, true).hostname);
console.log(format({ protocol: "https", hostname: "a.b", port: 1, pathname: "c", query: { d: [1, 2], e: "f g" } }));
console.log(parse("http://a.b/c?d#e").href, format(new URL("http://u@a.b/c")));
console.log(JSON.stringify(parseQuery("a=1&b=%zz&c=x+y&a=2&d&=e")), JSON.stringify(parseQuery("a:1;b:2", ";", ":")));
console.log(stringify({ a: [1, "two"], b: true, c: undefined, d: "ü &" }), stringify({ a: 1, b: 2 }, ";", ":"));
