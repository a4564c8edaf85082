// The layout of timeline/layout.py, for a page without Python. Same names, same steps, same result:
// see there for the reasons. Days are ordinals, everything else is px.
"use strict";

const PACK = (() => {
  let C; // the constants of layout.py
  let advances; // character -> share of the font size, regular and bold

  function setUp(constants, widths) {
    C = constants;
    advances = widths;
  }

  function textWidth(text, size, bold) {
    const table = bold ? advances.bold : advances.regular;
    let sum = 0;
    for (const char of text) sum += table[char] ?? 1;
    return sum * size * C.SLACK;
  }

  function fitted(text, size, width, bold) {
    if (textWidth(text, size, bold) <= width) return text;
    const table = bold ? advances.bold : advances.regular;
    let room = width / (size * C.SLACK) - (table["…"] ?? 1);
    let kept = "";
    for (const char of text) {
      room -= table[char] ?? 1;
      if (room < 0) break;
      kept += char;
    }
    return kept.trimEnd() + "…";
  }

  class Geometry {
    constructor(events, first, last, left, right) {
      Object.assign(this, { first, last, left, right });
      this.innerLeft = left + C.MARK + 2;
      this.innerRight = right - C.MARK - 2;
      this.scale = (this.innerRight - this.innerLeft) / (last - first + 1);
      const column = (f) => events.map(f);
      this.hasPoint = column((e) => e.point !== null);
      this.x = column((e) => this.at(e.point === null ? first : e.point + 0.5));
      this.low = column((e) => this.at(e.low));
      this.high = column((e) => this.at(e.high + 1));
      this.startHigh = column((e) => this.at(e.start_high + 1));
      this.endLow = column((e) => this.at(e.end_low));
      this.isBar = column((e, i) => e.span && this.high[i] - this.low[i] > 2 * C.MARK);
      this.isVague = column((e, i) => this.high[i] - this.low[i] > 2 * C.MARK && !this.isBar[i]);
      this.ghosts = column((e) => e.ghosts.map((d) => d + 0.5).filter((d) => first <= d && d <= last + 1).map((d) => this.at(d)));
      this.boxLeft = [];
      this.boxRight = [];
      events.forEach((event, i) => this.box(event, i));
    }
    at(day) {
      return Math.min(Math.max(this.innerLeft + (day - this.first) * this.scale, this.innerLeft), this.innerRight);
    }
    box(event, i) {
      let left = this.x[i] - C.MARK;
      let right = this.x[i] + C.MARK;
      if (this.isBar[i] || this.isVague[i]) {
        left = Math.min(left, this.low[i]);
        right = Math.max(right, this.high[i]);
      }
      const fade = C.FADE * C.FADE_STEPS;
      if (event.opens === "right" && !event.span) right = Math.min(Math.max(this.high[i], this.x[i]) + fade, this.right);
      else if (event.opens === "left") left = Math.max(Math.min(this.low[i], this.x[i]) - fade, this.left);
      if (this.ghosts[i].length) {
        left = Math.min(left, Math.min(...this.ghosts[i]) - 2);
        right = Math.max(right, Math.max(...this.ghosts[i]) + 2);
      }
      this.boxLeft.push(left);
      this.boxRight.push(right);
    }
  }

  function labelled(events, hasPoint, lanes) {
    const uses = new Map();
    for (const lane of lanes) for (const row of lane.rows) uses.set(row, (uses.get(row) ?? 0) + 1);
    const order = events.map((_, i) => i);
    order.sort((a, b) => events[a].importance - events[b].importance || events[a].low - events[b].low || a - b);
    const widths = new Map();
    let left = C.MOST_LABELS;
    for (const row of order) {
      const use = uses.get(row) ?? 0;
      if (left < use || !hasPoint[row]) {
        if (left <= 0) break;
        continue;
      }
      left -= use;
      widths.set(row, Math.min(textWidth([...events[row].title].slice(0, 120).join(""), C.FONT), C.LONGEST_LABEL));
    }
    return widths;
  }

  function overlap(spans) {
    const steps = [];
    for (const [left, right] of spans) steps.push([left, 1], [right + C.GAP, -1]);
    steps.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    let now = 0;
    let most = 0;
    for (const [, step] of steps) most = Math.max(most, (now += step));
    return most;
  }

  function span(item) {
    if (!item.width) return [item.left, item.right];
    return item.side === "right"
      ? [item.left, item.right + C.GAP + item.width]
      : [item.left - C.GAP - item.width, item.right];
  }

  function smallEqual(events, rows) {
    const groups = new Map();
    for (const row of rows) {
      const e = events[row];
      if (e.importance > 1 && !e.span) {
        const key = JSON.stringify([e.programme, e.kind]);
        if (!groups.has(key)) groups.set(key, []);
        groups.get(key).push(row);
      }
    }
    const small = new Set();
    for (const group of groups.values()) {
      const least = group.filter((row) => events[row].importance === 3);
      if (least.length > C.MANY) least.forEach((row) => small.add(row));
      if (group.length > 2 * C.MANY) group.forEach((row) => small.add(row));
    }
    return small;
  }

  class Packing {
    constructor(events, frame, lane, widths, lanes, few) {
      this.frame = frame;
      const rows = lane.rows.filter((row) => frame.hasPoint[row]);
      const small = smallEqual(events, rows);
      const items = rows.filter((row) => !small.has(row)).map((row) => ({
        row, left: frame.boxLeft[row], right: frame.boxRight[row], importance: events[row].importance,
        width: 0, side: "right", place: -1,
      }));
      this.folded = [...small].sort((a, b) => a - b);
      const limit = Math.min(Math.max(Math.floor(C.ROWS / Math.max(lanes, 1)), 2), lanes > 1 ? C.TALLEST : C.ALONE);
      this.items = this.fitting(items, limit);
      const wishes = this.items.map((i) => (widths.get(i.row) ? [i.left, i.right + C.GAP + widths.get(i.row)] : span(i)));
      const marks = overlap(this.items.map(span));
      const right = this.frame.right - C.GAP;
      const turned = few ? this.items.filter((item) => (widths.get(item.row) ?? 0) > right - item.right).length : 0;
      this.rows = Math.max(marks, Math.min(overlap(wishes) + turned, limit, Math.max(this.items.length, 1)), this.items.length ? 1 : 0);
      for (const item of this.items) this.setLabel(item, widths.get(item.row) ?? 0);
      this.sweep();
      this.returnLabels(widths);
    }
    fitting(items, limit) {
      if (overlap(items.map(span)) <= limit) return items;
      let active = [];
      const dropped = new Set();
      const order = items.map((item, i) => i).sort((a, b) => items[a].left - items[b].left || a - b);
      for (const index of order) {
        const item = items[index];
        active = active.filter((a) => a.right + C.GAP > item.left);
        active.push({ weight: -item.importance, right: item.right, index });
        const foldable = active.filter((a) => a.weight < -1);
        if (active.length > limit && foldable.length) {
          const worst = foldable.reduce((w, a) => (a.weight - w.weight || w.right - a.right || a.index - w.index) < 0 ? a : w);
          active.splice(active.indexOf(worst), 1);
          dropped.add(worst.index);
        }
      }
      this.folded = [...this.folded, ...[...dropped].map((i) => items[i].row)].sort((a, b) => a - b);
      return items.filter((_, i) => !dropped.has(i));
    }
    setLabel(item, wanted) {
      const roomRight = this.frame.right - item.right - C.GAP;
      const roomLeft = item.left - C.GAP - this.frame.left;
      item.side = wanted <= roomRight || roomRight >= roomLeft ? "right" : "left";
      const width = Math.min(wanted, item.side === "right" ? roomRight : roomLeft);
      item.width = width === wanted || width >= C.LEAST_LABEL ? width : 0;
    }
    sweep() {
      const holders = new Array(this.rows).fill(null);
      const firstFree = (left) => holders.findIndex((h) => h === null || span(h)[1] + C.GAP <= left);
      for (const item of [...this.items].sort((a, b) => a.left - b.left || a.row - b.row)) {
        let free = firstFree(span(item)[0]);
        if (free < 0 && item.width && item.side === "left") {
          item.width = 0;
          free = firstFree(item.left);
        }
        if (free < 0) free = this.freed(holders, item.left);
        item.place = free;
        holders[free] = item;
      }
    }
    freed(holders, at) {
      let best = -1;
      holders.forEach((h, p) => {
        if (h.right + C.GAP > at) return;
        if (best < 0) best = p;
        else {
          const b = holders[best];
          if (h.importance > b.importance || (h.importance === b.importance && span(h)[1] > span(b)[1])) best = p;
        }
      });
      holders[best].width = 0;
      return best;
    }
    returnLabels(widths) {
      const taken = new Map();
      for (const item of this.items) {
        if (!taken.has(item.place)) taken.set(item.place, []);
        taken.get(item.place).push(item);
      }
      for (const items of taken.values()) items.sort((a, b) => span(a)[0] - span(b)[0]);
      for (const item of [...this.items].sort((a, b) => a.importance - b.importance || a.left - b.left)) {
        const wanted = widths.get(item.row) ?? 0;
        if (item.width || !wanted) continue;
        const row = taken.get(item.place);
        const at = row.indexOf(item);
        const before = at ? span(row[at - 1])[1] + C.GAP : this.frame.left;
        const after = at + 1 < row.length ? span(row[at + 1])[0] - C.GAP : this.frame.right;
        for (const [side, room] of [["right", after - item.right], ["left", item.left - before]]) {
          if (wanted + C.GAP <= room) {
            Object.assign(item, { width: wanted, side });
            break;
          }
        }
      }
    }
  }

  function lines(name, width, wide) {
    if (!name) return [];
    if (!wide || textWidth(name, C.FONT, true) <= width) return [fitted(name, C.FONT, width, true)];
    const words = name.split(" ");
    let first = "";
    while (words.length && textWidth(`${first} ${words[0]}`.trim(), C.FONT, true) <= width) first = `${first} ${words.shift()}`.trim();
    if (!first) return [fitted(name, C.FONT, width, true)];
    return [first, fitted(words.join(" "), C.FONT, width, true)];
  }

  function layOut(events, lanes, period, width, today) {
    width = Math.max(width, 240);
    const [first, last] = period;
    const wide = width >= C.WIDE && lanes.some((lane) => lane.name);
    const left = wide ? C.NAMES : C.EDGE;
    const right = width - C.EDGE;
    const packed = !wide && width < C.WIDE ? Math.min(right - left, C.WIDE - C.NAMES - C.EDGE) : right - left;
    const frame = new Geometry(events, first, last, left, left + packed);
    const real = new Geometry(events, first, last, left, right);
    const widths = labelled(events, frame.hasPoint, lanes);
    const out = { width, left, right, top: C.HEADER, lanes: [], marks: [], labels: [], ghosts: [], strips: [], frame: real };
    let y = C.HEADER;
    const few = lanes.reduce((sum, lane) => sum + lane.rows.length, 0) <= C.FEW;
    for (const lane of lanes) {
      const packing = new Packing(events, frame, lane, widths, lanes.length, few);
      const title = lane.name && !wide ? C.LANE_TITLE : 0;
      const rows = packing.rows + (packing.folded.length ? 1 : 0);
      const name = lines(lane.name, wide ? C.NAMES - 2 * C.EDGE : width - 2 * C.EDGE, wide);
      const height = Math.max(title + rows * C.ROW, wide ? name.length * 17 : 0) + 2 * C.LANE_PAD;
      const index = out.lanes.length;
      out.lanes.push({ ...lane, lines: name, top: y, bottom: y + height });
      const firstRow = y + C.LANE_PAD + title + C.ROW / 2;
      for (const item of packing.items) place(out, events, real, index, item, firstRow + item.place * C.ROW);
      if (packing.folded.length) strip(out, events, real, index, packing.folded, firstRow + packing.rows * C.ROW);
      y += height;
    }
    out.bottom = y;
    const day = today + 0.5;
    out.today = first <= day && day <= last + 1 ? real.at(day) : null;
    out.ticks = ticks(real);
    key(out);
    const labelledIds = new Set(out.labels.map((l) => l.event));
    out.unlabelled = new Set(out.marks.map((m) => m.event).filter((id) => !labelledIds.has(id))).size;
    out.undated = events.filter((e) => e.point === null).map((e) => e.id);
    return out;
  }

  function place(out, events, frame, lane, item, y) {
    const row = item.row;
    const event = events[row];
    let x = frame.x[row];
    let bar = null;
    let pale = null;
    if (frame.isBar[row]) {
      pale = [frame.low[row], frame.high[row]];
      const sure = [frame.startHigh[row], frame.endLow[row]];
      const exact = sure[0] - pale[0] <= 2 * C.MARK && pale[1] - sure[1] <= 2 * C.MARK;
      bar = exact ? pale : sure[1] - sure[0] > 2 ? sure : null;
      if (exact) pale = null;
      x = (bar ?? pale ?? [x])[0] + C.MARK;
    } else if (frame.isVague[row]) pale = [frame.low[row], frame.high[row]];
    const box = [frame.boxLeft[row], frame.boxRight[row]];
    const mark = out.marks.length;
    out.marks.push({ event: event.id, row, lane, x, y, family: event.family, status: event.status, bar, pale, opens: event.opens, box });
    if (frame.ghosts[row].length) out.ghosts.push({ mark, xs: frame.ghosts[row], y });
    if (item.width) {
      const edge = item.side === "right" ? box[1] : box[0];
      out.labels.push({
        event: event.id, mark, text: fitted(event.title, C.FONT, item.width),
        x: item.side === "right" ? edge + C.GAP : edge - C.GAP - item.width, y, width: item.width, side: item.side, edge,
      });
    }
  }

  function strip(out, events, frame, lane, rows, y) {
    const count = Math.max(Math.floor((frame.right - frame.left) / C.BIN), 1);
    const bins = new Map();
    for (const row of rows) {
      const at = Math.min(Math.floor(((frame.x[row] - frame.left) / (frame.right - frame.left)) * count), count - 1);
      if (!bins.has(at)) bins.set(at, []);
      bins.get(at).push(events[row].id);
    }
    const size = (frame.right - frame.left) / count;
    for (const [at, ids] of [...bins].sort((a, b) => a[0] - b[0])) out.strips.push({ lane, x: frame.left + (at + 0.5) * size, y, events: ids });
  }

  // Ordinal 1 is 1 January of year 1, as in Python.
  const EPOCH = 719163;
  const toDate = (ordinal) => new Date((ordinal - EPOCH) * 86400000);
  const toOrdinal = (year, month, day) => {
    const date = new Date(0);
    date.setUTCFullYear(year, month, day);
    return Math.round(date.getTime() / 86400000) + EPOCH;
  };
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

  function ticks(frame) {
    const first = toDate(frame.first);
    const last = toDate(frame.last);
    let months = 60000;
    for (const step of [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000, 60000]) {
      if (step * 30.436875 * frame.scale >= (step < 12 ? 60 : 52)) {
        months = step;
        break;
      }
    }
    const found = [];
    const start = Math.floor((first.getUTCFullYear() * 12) / months) * months;
    for (let index = start; index < last.getUTCFullYear() * 12 + 12; index += months) {
      const year = Math.floor(index / 12);
      const month = index % 12;
      const day = toOrdinal(year, month, 1);
      if (frame.first <= day && day <= frame.last) {
        const name = MONTHS[month] + (months < 12 && !found.length ? ` ${year}` : "");
        found.push({ x: frame.at(day), text: month === 0 ? String(year) : name });
      }
    }
    return found;
  }

  function key(out) {
    let x = C.EDGE + C.MARK;
    let y = out.bottom + 14;
    out.key = [];
    for (const [family, status, text] of C.KEY) {
      const step = 2 * C.MARK + 6 + textWidth(text, C.SMALL) + 14;
      if (x + step > out.width - C.EDGE && x > C.EDGE + C.MARK) {
        x = C.EDGE + C.MARK;
        y += C.KEY_ROW;
      }
      out.key.push({ family, status, text, x, y });
      x += step;
    }
    out.height = y + C.KEY_ROW / 2 + 4;
  }

  return { setUp, layOut, toOrdinal, toDate };
})();
