// Which lines of a TypeScript file hold code, and where its branches begin: what coverage is a share of. A line does when a
// statement begins there, or what an arrow function gives back; types, imports and comments are none. Branches are the arms of
// if (an else that is not written, too), of ?:, of a switch, and what stands behind && || ??.
import ts from 'typescript';

export interface Branch {
	readonly line: number;
	/** Where its first token is; of an else that is not written, undefined. */
	readonly at: number | undefined;
	/** What an else that is not written stands against: the whole, and the arm that is. */
	readonly against?: {readonly whole: number; readonly arm: number};
}

export interface Code {
	/** Offsets of what is executed there, by line, from 1. */
	readonly lines: ReadonlyMap<number, readonly number[]>;
	readonly branches: readonly Branch[];
}

const logical: ReadonlySet<ts.SyntaxKind> = new Set([
	ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken,
	ts.SyntaxKind.AmpersandAmpersandEqualsToken, ts.SyntaxKind.BarBarEqualsToken, ts.SyntaxKind.QuestionQuestionEqualsToken,
]);

export function findCode(text: string): Code {
	const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.ESNext);
	const lines = new Map<number, number[]>();
	const branches: Branch[] = [];
	const lineOf = (at: number): number => file.getLineAndCharacterOfPosition(at).line + 1;
	const addLine = (at: number): void => void lines.set(lineOf(at), [...lines.get(lineOf(at)) ?? [], at]);
	const addArm = (arm: ts.Node): void => {
		const at = firstOf(arm, file);
		branches.push({line: lineOf(at), at});
	};

	const visit = (node: ts.Node): void => {
		if (isErased(node)) return;
		if (isExecuted(node)) addLine(node.getStart(file));
		if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) addLine(firstOf(node.body, file));
		if (ts.isIfStatement(node)) {
			addArm(node.thenStatement);
			if (node.elseStatement !== undefined) addArm(node.elseStatement);
			else branches.push({line: lineOf(node.getStart(file)), at: undefined, against: {whole: node.getStart(file), arm: firstOf(node.thenStatement, file)}});
		} else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(addArm);
		else if (ts.isBinaryExpression(node) && logical.has(node.operatorToken.kind)) addArm(node.right);
		else if (ts.isCaseOrDefaultClause(node) && node.statements.length > 0) addArm(node.statements[0]!);
		ts.forEachChild(node, visit);
	};
	visit(file);
	return {lines, branches};
}

function isExecuted(node: ts.Node): boolean {
	return ts.isStatement(node) && !ts.isBlock(node) && !ts.isFunctionDeclaration(node) && !ts.isClassDeclaration(node) && !ts.isExportDeclaration(node);
}

/** What is not there when the program runs. */
function isErased(node: ts.Node): boolean {
	return ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isImportDeclaration(node)
		|| (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({kind}) => kind === ts.SyntaxKind.DeclareKeyword) === true);
}

/** Where it begins to do something: inside of braces and parentheses. */
function firstOf(node: ts.Node, file: ts.SourceFile): number {
	if (ts.isBlock(node) && node.statements.length > 0) return firstOf(node.statements[0]!, file);
	if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node) || ts.isSatisfiesExpression(node)) return firstOf(node.expression, file);
	return node.getStart(file);
}
