// Pure counting: how many events of each family are under way at each spot in a window, and in each bar.
// An event is under way in [from, to) when start < to and end > from. Because every event ends after it
// starts, those are "started before to" less "ended by from": two binary searches, however many events.

/** How many values of a sorted stretch [low, high) lie below `bound`. */
export function countBelow(sorted, low, high, bound) {
  let first = low;
  let last = high;
  while (first < last) {
    const middle = (first + last) >>> 1;
    if (sorted[middle] < bound) first = middle + 1;
    else last = middle;
  }
  return first - low;
}

/** How many values of a sorted stretch [low, high) lie at or below `bound`. */
export function countUpTo(sorted, low, high, bound) {
  let first = low;
  let last = high;
  while (first < last) {
    const middle = (first + last) >>> 1;
    if (sorted[middle] <= bound) first = middle + 1;
    else last = middle;
  }
  return first - low;
}

/**
 * Numbers of events by a key, smallest key first; equal keys keep their order.
 * @param {ArrayLike<number>} keys
 * @param {Uint32Array} numbers  0, 1, 2, ...: given back, not copied, where the keys are in order
 */
export function ordered(keys, numbers = countUp(keys.length)) {
  for (let event = 1; event < keys.length; event += 1) {
    if (keys[event] < keys[event - 1]) return numbers.slice().sort((a, b) => keys[a] - keys[b] || a - b);
  }
  return numbers;
}

/** 0, 1, 2, ... */
export function countUp(count) {
  const numbers = new Uint32Array(count);
  for (let number = 0; number < count; number += 1) numbers[number] = number;
  return numbers;
}

/**
 * Sorted starts and ends of the kept events, a stretch a cell; a cell is spot * families + family. `filled` are
 * the cells that hold anything: no others need be looked at when the window moves.
 * @param {object} events  start, end, cell, dated, weight: columns; byStart, byEnd: orders
 * @param {Uint8Array} keep  1 for events that count
 * @param {number} cells
 */
export function indexCells(events, keep, cells) {
  const offset = new Uint32Array(cells + 1);
  const undated = new Float64Array(cells);
  const undatedWeight = new Float64Array(cells);
  for (let event = 0; event < keep.length; event += 1) {
    const cell = events.cell[event];
    if (!keep[event] || cell < 0) continue;
    if (events.dated[event]) offset[cell + 1] += 1;
    else {
      undated[cell] += 1;
      undatedWeight[cell] += events.weight[event];
    }
  }
  for (let cell = 0; cell < cells; cell += 1) offset[cell + 1] += offset[cell];
  const starts = sortedInto(offset, events, keep, events.byStart, events.start);
  const ends = sortedInto(offset, events, keep, events.byEnd, events.end);
  const filled = countUp(cells).filter((cell) => offset[cell + 1] > offset[cell] || undated[cell]);
  return { offset, undated, undatedWeight, starts, ends, filled };
}

/** Deal events out to their cells in time order; sums let a stretch be weighed without walking it. */
function sortedInto(offset, events, keep, order, times) {
  const total = offset[offset.length - 1];
  const next = offset.slice();
  const time = new times.constructor(total);
  const sum = new Float64Array(total + 1);
  for (const event of order) {
    const cell = events.cell[event];
    if (!keep[event] || cell < 0 || !events.dated[event]) continue;
    time[next[cell]] = times[event];
    next[cell] += 1;
    sum[next[cell]] = events.weight[event];
  }
  for (let place = 0; place < total; place += 1) sum[place + 1] += sum[place];
  return { time, sum };
}

/** Events of a cell that are under way in [from, to). */
export function countCell(index, cell, from, to) {
  const low = index.offset[cell];
  const high = index.offset[cell + 1];
  if (low === high) return 0;
  return countBelow(index.starts.time, low, high, to) - countUpTo(index.ends.time, low, high, from);
}

/** Their weight (people killed, say). */
export function weighCell(index, cell, from, to) {
  const low = index.offset[cell];
  const high = index.offset[cell + 1];
  if (low === high) return 0;
  const started = low + countBelow(index.starts.time, low, high, to);
  const ended = low + countUpTo(index.ends.time, low, high, from);
  return index.starts.sum[started] - index.starts.sum[low] - (index.ends.sum[ended] - index.ends.sum[low]);
}

/**
 * Bars of a histogram. An event known to lie in one bar counts there whole; one whose span covers several
 * is spread over them by overlap, apart, because nobody knows in which of them it happened.
 * @returns {{solid: Float64Array, spread: Float64Array}}  bar * families + family
 */
export function fillBars(events, keep, edges, families) {
  const bars = edges.length - 1;
  const solid = new Float64Array(bars * families);
  const spread = new Float64Array(bars * families);
  for (let event = 0; event < keep.length; event += 1) {
    if (!keep[event] || !events.dated[event]) continue;
    const start = events.start[event];
    const end = events.end[event];
    let bar = Math.max(0, countUpTo(edges, 0, edges.length, start) - 1);
    if (bar >= bars) continue;
    if (start >= edges[bar] && end <= edges[bar + 1]) {
      solid[bar * families + events.family[event]] += 1;
      continue;
    }
    for (; bar < bars && edges[bar] < end; bar += 1) {
      const overlap = Math.min(end, edges[bar + 1]) - Math.max(start, edges[bar]);
      if (overlap > 0) spread[bar * families + events.family[event]] += overlap / (end - start);
    }
  }
  return { solid, spread };
}
