import ts from "typescript";

/** A number that a source file holds. */
export interface NumberFound {
  /** One-based. */
  line: number;
  /** The source line, without the blanks around it. */
  text: string;
  /** As it is written: `3_600_000`, or `28 days` when it stands in a text. */
  literal: string;
  /** The names of the variables, functions and properties around it, the innermost first. */
  names: readonly string[];
}

const harmless: ReadonlySet<string> = new Set(["0", "1", "0n", "1n"]);

/** Calls whose numbers are places in a list or a text. */
const takesPlaces: ReadonlySet<string> = new Set(["slice", "subarray", "at", "charAt", "charCodeAt", "codePointAt"]);

const units = "%|per ?cent|clear days?|working days?|(?:milli)?seconds?|minutes?|hours?|days?|weeks?|months?|years?";
const words =
  "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred";

/** A percentage or a length of time in a text: `5%`, `28 days`, `seven days`, `P7D`. */
const measure = new RegExp(`\\b(?:\\d[\\d.,_]*|${words})[ -]?(?:${units})(?![\\w])|\\bP(?:T?\\d+[YMWDHS])+\\b`, "gi");

function nameOf(node: ts.Node): string | undefined {
  const isNamed =
    ts.isVariableDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isPropertyDeclaration(node);
  return isNamed && node.name && ts.isIdentifier(node.name) ? node.name.text : undefined;
}

function namesAround(node: ts.Node): string[] {
  const names: string[] = [];
  for (let at = node; at; at = at.parent) {
    const name = nameOf(at);
    if (name !== undefined) names.push(name);
  }
  return names;
}

function isPlace(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isElementAccessExpression(parent)) return parent.argumentExpression === node;
  if (ts.isPrefixUnaryExpression(parent) || ts.isBinaryExpression(parent)) return isPlace(parent);
  return (
    ts.isCallExpression(parent) &&
    ts.isPropertyAccessExpression(parent.expression) &&
    takesPlaces.has(parent.expression.name.text)
  );
}

function literalsOf(node: ts.Node): string[] {
  if (ts.isNumericLiteral(node) || ts.isBigIntLiteral(node)) {
    return harmless.has(node.text) || isPlace(node) ? [] : [node.getText()];
  }
  const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
  if (isText) return node.text.match(measure) ?? [];
  return ts.isJsxText(node) ? (node.text.match(measure) ?? []) : [];
}

/**
 * Every number in a TypeScript source, except 0, 1, -1 and places in lists and texts; and every percentage and length
 * of time in its texts. Comments do not count.
 */
export function numbersIn(fileName: string, source: string): NumberFound[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  const lines = source.split("\n");
  const found: NumberFound[] = [];
  const visit = (node: ts.Node): void => {
    for (const literal of literalsOf(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      found.push({ line: line + 1, text: (lines[line] ?? "").trim(), literal, names: namesAround(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
