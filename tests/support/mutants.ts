import ts from "typescript";

/** One small change to a source file that a test ought to notice. */
export interface Mutant {
  /** One-based. */
  line: number;
  /** The source line, without the blanks around it. */
  text: string;
  /** Where the change begins and ends in the source. */
  start: number;
  end: number;
  was: string;
  becomes: string;
}

const neighbours: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.LessThanToken, "<="],
  [ts.SyntaxKind.LessThanEqualsToken, "<"],
  [ts.SyntaxKind.GreaterThanToken, ">="],
  [ts.SyntaxKind.GreaterThanEqualsToken, ">"],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, "!=="],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, "==="],
]);

function replacementOf(node: ts.Node): string | undefined {
  if (ts.isNumericLiteral(node)) return ts.isLiteralTypeNode(node.parent) ? undefined : String(Number(node.text) + 1);
  // An angle bracket of a type argument is no token of an expression.
  return ts.isBinaryExpression(node.parent ?? node) ? neighbours.get(node.kind) : undefined;
}

/**
 * Every mutant of a TypeScript source: each number in code plus one, and each comparison turned into its neighbour
 * (`<` and `<=`, `>` and `>=`, `===` and `!==`). Texts, comments and types stay as they are.
 */
export function mutantsOf(fileName: string, source: string): Mutant[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  const lines = source.split("\n");
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    const becomes = replacementOf(node);
    if (becomes !== undefined) {
      const start = node.getStart(file);
      const end = node.getEnd();
      const { line } = file.getLineAndCharacterOfPosition(start);
      mutants.push({
        line: line + 1,
        text: (lines[line] ?? "").trim(),
        start,
        end,
        was: source.slice(start, end),
        becomes,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return mutants;
}

/** The source with one mutant in it. */
export function withMutant(source: string, { start, end, becomes }: Mutant): string {
  return `${source.slice(0, start)}${becomes}${source.slice(end)}`;
}
