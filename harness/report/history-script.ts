// The script of the history's page: draws each series for the nights that are chosen, by dragging over a drawing or by two
// sliders, and marks where the kernel changed. It has the page's own data and asks for nothing else.

export const historyScript = `
(() => {
	const {nights, series} = JSON.parse(document.getElementById('data').textContent);
	const [from, to, said, all] = ['from', 'to', 'said', 'all'].map(id => document.getElementById(id));
	const last = nights.length - 1, height = 220, left = 64, right = 14, top = 10, bottom = 28;
	const make = (parent, name, attributes, text) => {
		const element = document.createElementNS('http://www.w3.org/2000/svg', name);
		for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
		if (text !== undefined) element.textContent = text;
		parent.append(element);
		return element;
	};
	const chosen = () => [Number(from.value), Number(to.value)].sort((a, b) => a - b);
	const choose = (a, b) => {
		from.value = Math.max(0, Math.min(a, b));
		to.value = Math.min(last, Math.max(a, b));
		drawAll();
	};
	const format = value => value.toLocaleString('en-US', {maximumFractionDigits: Math.abs(value) < 10000 ? 2 : 0});
	function draw(place) {
		const {unit, points, name} = series[Number(place.dataset.series)];
		const [low, high] = chosen();
		const width = Math.max(280, place.clientWidth);
		const toX = night => left + (night - low + 0.5) / (high - low + 1) * (width - left - right);
		const shown = points.filter(({x}) => x >= low && x <= high);
		place.replaceChildren();
		const svg = make(place, 'svg', {viewBox: '0 0 ' + width + ' ' + height, width, height, role: 'img', 'aria-label': name + ', ' + shown.length + ' nights'});
		if (shown.length === 0) return void make(svg, 'text', {x: width / 2, y: height / 2, 'text-anchor': 'middle'}, 'no number in these nights');
		const values = shown.map(({y}) => y), least = Math.min(...values), most = Math.max(...values);
		const span = Math.max(most - least, Math.abs(most) * 0.02, 1e-9) * 1.15, middle = (least + most) / 2;
		const toY = value => top + (0.5 - (value - middle) / span) * (height - top - bottom);
		for (const part of [-0.4, -0.2, 0, 0.2, 0.4]) {
			const y = toY(middle + part * span);
			make(svg, 'line', {class: 'grid', x1: left, x2: width - right, y1: y, y2: y});
			make(svg, 'text', {x: left - 6, y, dy: '0.32em', 'text-anchor': 'end'}, format(middle + part * span));
		}
		for (const [night, anchor] of [[low, 'start'], ...(high > low ? [[high, 'end']] : [])]) make(svg, 'text', {x: anchor === 'start' ? left : width - right, y: height - 8, 'text-anchor': anchor}, nights[night].startedAt.slice(0, 10));
		for (const {x, subject, kernel} of shown.filter(point => point.isBuild)) {
			const line = make(svg, 'line', {class: 'build', x1: toX(x), x2: toX(x), y1: top, y2: height - bottom});
			make(line, 'title', {}, 'another kernel: ' + subject + ', ' + kernel);
		}
		make(svg, 'polyline', {class: 'line', points: shown.map(({x, y}) => toX(x) + ',' + toY(y)).join(' ')});
		for (const {x, y, subject} of shown) make(make(svg, 'circle', {class: 'dot', cx: toX(x), cy: toY(y), r: 3.5}), 'title', {}, nights[x].id + ': ' + format(y) + ' ' + unit + ', ' + subject);
		const toNight = event => low - 0.5 + (event.clientX - svg.getBoundingClientRect().left - left) / (width - left - right) * (high - low + 1);
		let start, mark;
		svg.addEventListener('pointerdown', event => {
			start = event;
			svg.setPointerCapture(event.pointerId);
			mark = make(svg, 'rect', {class: 'mark', y: top, height: height - top - bottom, width: 0});
		});
		svg.addEventListener('pointermove', event => {
			if (start === undefined) return;
			const edge = svg.getBoundingClientRect().left;
			mark.setAttribute('x', Math.min(start.clientX, event.clientX) - edge);
			mark.setAttribute('width', Math.abs(event.clientX - start.clientX));
		});
		svg.addEventListener('pointerup', event => {
			const begun = start;
			start = undefined;
			mark.remove();
			if (Math.abs(event.clientX - begun.clientX) > 8) choose(Math.round(toNight(begun)), Math.round(toNight(event)));
		});
		svg.addEventListener('dblclick', () => choose(0, last));
	}
	function drawAll() {
		const [low, high] = chosen();
		said.textContent = (high - low + 1) + ' nights, ' + nights[low].id + ' to ' + nights[high].id;
		for (const place of document.querySelectorAll('.plot')) draw(place);
	}
	for (const input of [from, to]) input.addEventListener('input', drawAll);
	all.addEventListener('click', () => choose(0, last));
	addEventListener('resize', drawAll);
	drawAll();
})();
`;
