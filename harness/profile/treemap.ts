// In: layers with the sizes of their members. Out: a rectangle each, members inside their layer's, areas as their sizes are
// (d3-hierarchy's squarified treemap). Pure.
import {hierarchy, treemap, treemapSquarify} from 'd3-hierarchy';

export interface SizedGroup {
	readonly name: string;
	readonly members: readonly SizedMember[];
}

export interface SizedMember {
	readonly id: string;
	readonly size: number;
}

export interface Rectangle {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

export interface Treemap {
	readonly groups: ReadonlyArray<Rectangle & {readonly name: string}>;
	readonly members: ReadonlyArray<Rectangle & {readonly id: string}>;
}

interface Node {
	readonly id: string;
	readonly size: number;
	readonly children?: readonly Node[];
}

/** Above its members a group has a strip for its name. */
export const stripHeight = 18;

export function layOut(groups: readonly SizedGroup[], {width, height}: {readonly width: number; readonly height: number}): Treemap {
	const tree: Node = {id: '', size: 0, children: groups.map(({name, members}) => ({id: name, size: 0, children: members}))};
	const root = treemap<Node>().tile(treemapSquarify.ratio(1.3)).size([width, height]).paddingTop(node => node.depth === 1 ? stripHeight : 0).round(true)(
		hierarchy(tree, node => node.children === undefined ? undefined : [...node.children])
			.sum(({size}) => size).sort((left, right) => (right.value ?? 0) - (left.value ?? 0)),
	);
	const toRectangle = ({x0, y0, x1, y1}: (typeof root)): Rectangle => ({x: x0, y: y0, width: x1 - x0, height: y1 - y0});
	return {
		groups: (root.children ?? []).map(node => ({name: node.data.id, ...toRectangle(node)})),
		members: (root.children ?? []).flatMap(group => (group.children ?? []).map(node => ({id: node.data.id, ...toRectangle(node)}))),
	};
}
