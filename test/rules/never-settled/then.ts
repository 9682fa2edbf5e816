export function wrapped(url: string): Promise<Response> {
  return new Promise((resolve) => {
//       ^^^^^^^^^^^ warning: if `fetch` at line 4 rejects
    fetch(url).then(resolve);
  });
}
