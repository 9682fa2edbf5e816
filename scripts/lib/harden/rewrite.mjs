// Rewrites one source of the engine: what it asks of the language's prototypes and global objects, it asks of `$p` instead.

import ts from "typescript";

/** Interfaces of TypeScript's library by the name of the object whose methods they describe. */
const OWNERS = {
  ReadonlyArray: "Array",
  ReadonlyMap: "Map",
  ReadonlySet: "Set",
  CallableFunction: "Function",
  NewableFunction: "Function",
};
/** Objects whose methods are rewritten; `Generator` is the prototype of all generators. */
const PROTOTYPES = new Set(
  (
    "Array Map Set WeakMap WeakSet String Number Boolean BigInt Symbol RegExp Function Generator ArrayBuffer SharedArrayBuffer DataView " +
    "Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array"
  ).split(" "),
);
const TYPED = /^(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array$/;
/** Properties that are functions of a prototype in truth. */
const ACCESSORS = {
  Map: ["size"],
  Set: ["size"],
  ArrayBuffer: ["byteLength"],
  SharedArrayBuffer: ["byteLength"],
  DataView: ["byteLength", "byteOffset", "buffer"],
  TypedArray: ["byteLength", "byteOffset", "buffer", "length"],
  Symbol: ["description"],
  RegExp: ["source", "flags"],
};
/** How a value of a type is walked through without its own iterator. */
const WALKS = {
  Array: "array",
  Map: "map",
  Set: "set",
  MapIterator: "mapIterator",
  SetIterator: "setIterator",
  ArrayIterator: "arrayIterator",
  RegExpStringIterator: "matches",
  StringIterator: "characters",
  Generator: "generator",
};

/**
 * The text of `source` with the private names; `names` collects them.
 * @param {ts.SourceFile} source
 * @param {ts.Program} program
 * @param {Set<string>} names
 */
export function rewrite(source, program, names) {
  const checker = program.getTypeChecker();
  const text = source.text;
  let counter = 0;

  const use = (name) => {
    names.add(name);
    return `$p.${name}`;
  };
  const fresh = () => `$${counter++}`;
  const isLibrary = (declaration) => {
    const file = declaration.getSourceFile();
    return program.isSourceFileDefaultLibrary(file) && /lib\.es[^/]*\.d\.ts$/.test(file.fileName);
  };

  /** The object of the language that a symbol is a member of: `Array`, or `ObjectConstructor`. */
  const ownersOf = (symbol) => {
    const owners = new Set();
    for (const declaration of symbol?.declarations ?? []) {
      if (!isLibrary(declaration) || !ts.isInterfaceDeclaration(declaration.parent)) return [];
      const name = declaration.parent.name.text;
      owners.add(OWNERS[name] ?? name);
    }
    return [...owners];
  };
  const symbolAt = (name) => {
    const symbol = checker.getSymbolAtLocation(name);
    if (symbol === undefined) return undefined;
    return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  };

  /** Which kind of value of the language a type is, `undefined` for what may be anybody's. */
  const walkOf = (type) => {
    const bare = checker.getNonNullableType(type);
    const parts = bare.isUnion() ? bare.types : [bare];
    const kinds = new Set(parts.map(kindOf));
    if (kinds.size === 1) return [...kinds][0];
    return kinds.has(undefined) ? undefined : "some";
  };
  const kindOf = (given) => {
    const type = checker.getBaseConstraintOfType(given) ?? given;
    if (type.flags & ts.TypeFlags.StringLike) return "string";
    if (checker.isArrayType(type) || checker.isTupleType(type)) return "array";
    const declared = type.symbol?.declarations?.some(isLibrary) === true ? type.symbol.name : undefined;
    if (declared === undefined) return undefined;
    return TYPED.test(declared) ? "typed" : WALKS[OWNERS[declared] ?? declared];
  };
  const typeOf = (node) => checker.getTypeAtLocation(node);

  /** `expression`, to be walked through by the language. */
  const walked = (expression) => {
    const kind = walkOf(typeOf(expression));
    return kind === undefined ? emit(expression) : `${use(`walk_${kind}`)}(${emit(expression)})`;
  };

  /** The source's own text, with what is inside rewritten. */
  const copy = (node) => {
    let result = "";
    let at = node.getStart(source);
    ts.forEachChild(node, (child) => {
      const start = child.getStart(source);
      if (start < at) return;
      result += text.slice(at, start) + emit(child);
      at = child.getEnd();
    });
    return result + text.slice(at, node.getEnd());
  };

  const isValue = (identifier) => {
    const { parent } = identifier;
    if (ts.isPropertyAccessExpression(parent)) return parent.expression === identifier;
    if (ts.isPropertyAssignment(parent) || ts.isBindingElement(parent)) return parent.initializer === identifier;
    if (ts.isShorthandPropertyAssignment(parent)) return true;
    return ts.isExpressionNode?.(identifier) ?? ts.isExpression(identifier);
  };
  /** The name of a global of the language that an identifier means. */
  const globalOf = (identifier) => {
    if (identifier.text === "undefined" || identifier.text === "globalThis" || identifier.text === "arguments")
      return undefined;
    const symbol = ts.isShorthandPropertyAssignment(identifier.parent)
      ? checker.getShorthandAssignmentValueSymbol(identifier.parent)
      : symbolAt(identifier);
    const declared = symbol?.valueDeclaration;
    if (declared === undefined || !isLibrary(declared)) return undefined;
    const statement = ts.isVariableDeclaration(declared) ? declared.parent.parent : declared;
    return ts.isSourceFile(statement.parent) ? identifier.text : undefined;
  };

  /** A class of the language or of the engine: nobody else says what its instances are. */
  const isOurs = (node) => {
    if (!ts.isIdentifier(node)) return false;
    if (globalOf(node) !== undefined) return true;
    const declared = symbolAt(node)?.valueDeclaration;
    return (
      declared !== undefined &&
      ts.isClassDeclaration(declared) &&
      !declared.members.some((member) => member.name?.getText().includes("hasInstance") === true)
    );
  };

  /** `receiver?.rest`, where `rest` makes the whole out of the receiver's text. */
  const optional = (receiver, rest) => {
    const held = fresh();
    temporaries.push(held);
    return `((${held} = ${receiver}) == null ? void 0 : ${rest(held)})`;
  };
  const temporaries = [];

  const args = (node) => (node.arguments ?? []).map(emit).join(", ");

  const call = (node) => {
    const callee = node.expression;
    if (!ts.isPropertyAccessExpression(callee) || callee.expression.kind === ts.SyntaxKind.SuperKeyword)
      return undefined;
    if (node.questionDotToken !== undefined) return undefined;
    const method = callee.name.text;
    const owners = ownersOf(symbolAt(callee.name));
    if (owners.length === 0) return undefined;
    const receiver = callee.expression;
    const rest = node.arguments.length === 0 ? "" : `, ${args(node)}`;
    let name;
    if (owners.every((owner) => PROTOTYPES.has(owner) || TYPED.test(owner))) {
      name = owners.length === 1 ? `${TYPED.test(owners[0]) ? "TypedArray" : owners[0]}_${method}` : `any_${method}`;
    } else if (method === "next" && owners.every((owner) => /Iterator/.test(owner))) {
      const kind = walkOf(typeOf(receiver));
      if (kind === undefined) return undefined;
      name = `next_${kind}`;
    } else return undefined;
    if (callee.questionDotToken !== undefined || node.flags & ts.NodeFlags.OptionalChain)
      return optional(emit(receiver), (held) => `${use(name)}(${held}${rest})`);
    return `${use(name)}(${emit(receiver)}${rest})`;
  };

  const access = (node) => {
    const name = node.name.text;
    const chained = node.flags & ts.NodeFlags.OptionalChain && node.questionDotToken === undefined;
    // What stands before may have become something that no longer ends the whole chain.
    if (chained && ts.isCallExpression(node.expression) && call(node.expression) !== undefined)
      return `${emit(node.expression)}?.${name}`;
    // A member of `Object`, `Reflect`, `JSON`; `prototype` is what it is, and what a newer library has comes from elsewhere.
    if (ts.isIdentifier(node.expression) && globalOf(node.expression) !== undefined) {
      const known = symbolAt(node.name)?.declarations?.every(isLibrary) === true;
      return known && name !== "prototype" ? use(`static_${node.expression.text}_${name}`) : undefined;
    }
    const owners = ownersOf(symbolAt(node.name));
    const [owner] = owners;
    if (owner === undefined) return undefined;
    const key = TYPED.test(owner) ? "TypedArray" : owner;
    if (owners.some((each) => (TYPED.test(each) ? "TypedArray" : each) !== key)) return undefined;
    if (ACCESSORS[key]?.includes(name) !== true || node.questionDotToken !== undefined) return undefined;
    return `${use(`${key}_get_${name}`)}(${emit(node.expression)})`;
  };

  const create = (node) => {
    if (!ts.isIdentifier(node.expression)) return undefined;
    const name = globalOf(node.expression);
    const [first] = node.arguments ?? [];
    if (name === "Proxy") return `${use("proxy")}(${args(node)})`;
    if (name === undefined || first === undefined || !/^(?:Weak)?(?:Map|Set)$/.test(name)) return undefined;
    return `${use(`${name}_from`)}(${walked(first)})`;
  };

  const forOf = (node) => {
    if (node.awaitModifier !== undefined || !ts.isVariableDeclarationList(node.initializer)) return undefined;
    const [declaration] = node.initializer.declarations;
    const keyword = node.initializer.flags & ts.NodeFlags.Const ? "const" : "let";
    const kind = walkOf(typeOf(node.expression));
    const pattern = ts.isArrayBindingPattern(declaration.name);
    const item = pattern ? fresh() : emit(declaration.name);
    const taken = pattern ? `${keyword} ${emit(declaration.name)} = ${use("walk_array")}(${item}); ` : "";
    const body = emit(node.statement);
    if (kind === "array") {
      const [list, index] = [fresh(), fresh()];
      const head = `let ${list} = ${emit(node.expression)}, ${index} = 0; ${index} < ${list}.length; ${index}++`;
      return `for (${head}) { ${keyword} ${item} = ${list}[${index}]; ${taken}${body} }`;
    }
    if (!pattern && kind === undefined) return undefined;
    return `for (${keyword} ${item} of ${walked(node.expression)}) { ${taken}${body} }`;
  };

  /** A function with array patterns among its parameters takes them apart in its body. */
  const parameters = (node) => {
    const patterns = node.parameters.filter((each) => ts.isArrayBindingPattern(each.name));
    if (patterns.length === 0 || node.body === undefined) return undefined;
    const held = new Map(patterns.map((each) => [each, fresh()]));
    const taken = patterns
      .map((each) => `const ${emit(each.name)} = ${use("walk_array")}(${held.get(each)});`)
      .join(" ");
    let result = "";
    let at = node.getStart(source);
    const put = (child, replaced) => {
      result += text.slice(at, child.getStart(source)) + replaced;
      at = child.getEnd();
    };
    for (const each of node.parameters) {
      const name = held.get(each);
      if (name === undefined) put(each, emit(each));
      else put(each, each.initializer === undefined ? name : `${name} = ${emit(each.initializer)}`);
    }
    if (ts.isBlock(node.body)) {
      const inner = emit(node.body);
      put(node.body, `{ ${taken} ${inner.slice(1)}`);
    } else put(node.body, `{ ${taken} return ${emit(node.body)}; }`);
    return result;
  };

  const special = (node) => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return node.getText(source);
    if (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword) return node.getText(source);
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isImportDeclaration(node))
      return node.getText(source);
    if (ts.isIdentifier(node)) {
      const name = isValue(node) ? globalOf(node) : undefined;
      return name === undefined ? undefined : use(`global_${name}`);
    }
    if (ts.isShorthandPropertyAssignment(node)) {
      const name = globalOf(node.name);
      return name === undefined ? undefined : `${node.name.text}: ${use(`global_${name}`)}`;
    }
    if (ts.isCallExpression(node)) return call(node);
    if (ts.isPropertyAccessExpression(node)) return access(node);
    if (ts.isNewExpression(node)) return create(node);
    if (ts.isForOfStatement(node)) return forOf(node);
    if (ts.isSpreadElement(node)) return `...${walked(node.expression)}`;
    if (ts.isArrayLiteralExpression(node) && node.elements.length === 1 && ts.isSpreadElement(node.elements[0])) {
      const { expression } = node.elements[0];
      return walkOf(typeOf(expression)) === "array" ? `${use("Array_slice")}(${emit(expression)})` : undefined;
    }
    if (ts.isYieldExpression(node) && node.asteriskToken !== undefined) return `yield* ${walked(node.expression)}`;
    if (ts.isVariableDeclaration(node) && ts.isArrayBindingPattern(node.name) && node.initializer !== undefined)
      return `${emit(node.name)} = ${walked(node.initializer)}`;
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isArrayLiteralExpression(node.left)
    )
      return `${node.left.getText(source)} = ${walked(node.right)}`;
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword &&
      isOurs(node.right)
    )
      return `${use("instance")}(${emit(node.right)}, ${emit(node.left)})`;
    if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) return `${use("pattern")}(${node.getText(source)})`;
    if (ts.isFunctionLike(node)) return parameters(node);
    return undefined;
  };
  const emit = (node) => special(node) ?? copy(node);

  let result = "";
  let at = 0;
  for (const statement of source.statements) {
    result += text.slice(at, statement.getStart(source)) + emit(statement);
    at = statement.getEnd();
  }
  result += text.slice(at);
  return temporaries.length === 0 ? result : `${result}\nvar ${temporaries.join(", ")};`;
}
