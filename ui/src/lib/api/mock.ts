/**
 * A desk without Rust, for looking at the page while it is made: `npm run dev`, then `/?mock`. Draws on
 * the sample questionnaire and the published standard. Never part of the built page.
 */
import truth from '../../../../data/samples/questionnaire.truth.json';
import standard from '../../../../data/standard/company-core-security-standard-v2.00.md?raw';
import type * as B from './bindings';
import type { Call } from './call';

type Asked = { number: string; text: string; category: string[]; choices: string[]; reference: string | null; sheet: number; row: number; near: string[]; stated: string };

const wait = (ms: number) => new Promise((then) => setTimeout(then, ms));
const params = new URLSearchParams(location.search);
const MANY = Number(params.get('rows') ?? 0);

const controls = new Map<string, string>();
for (const line of standard.split('\n')) {
  const found = /^([統設実監]\d+(?:-\d+)?)\t(.*)$/.exec(line);
  if (found) controls.set(found[1]!, found[2]!.trim());
}
const statusOf = (id: string): B.Status => {
  const text = controls.get(id) ?? '';
  if (text === '') return 'unknown';
  if (/していません|おりません|いません/.test(text)) return text.length > 60 ? 'partial' : 'no';
  return /クラウド事業者/.test(text) ? 'delegated' : 'full';
};

const tabs = truth.sheets.filter((s) => s.tables.length > 0);
const asked: Asked[] = tabs.flatMap((s, sheet) =>
  s.tables.flatMap((t: any) =>
    (t.questions ?? t.rows).map((r: any) => ({
      number: r.no,
      text: r.question,
      category: r.category,
      choices: r.choices,
      reference: r.reference ?? null,
      sheet,
      row: r.row,
      near: r.expected.near ?? [],
      stated: r.expected.standard,
    })),
  ),
);
for (let n = asked.length; n < MANY; n += 1) asked.push({ ...asked[n % 66]!, number: `${n + 1}`, row: n + 6 });

const sheets: B.SheetTab[] = tabs.map((s, n) => ({
  name: s.name, questionnaire: true, hidden: false, protected: false, questions: asked.filter((q) => q.sheet === n).length,
}));

const chars = (text: string) => [...text].length;
function matchesOf(q: Asked, n: number): B.MatchView[] {
  const ids = [...q.near.filter((id) => controls.has(id)), '実25', '実26', '統13', '実57'].filter((id, k, all) => all.indexOf(id) === k);
  return ids.slice(0, 5).map((id, k) => {
    const text = controls.get(id)!;
    const end = Math.max(1, text.indexOf('。') + 1 || chars(text));
    const word = [...text].findIndex((_, at) => at > 3 && q.text.includes([...text].slice(at, at + 2).join('')));
    return {
      id, title: ['情報セキュリティ方針の整備', 'アクセス権限の管理', '特権IDの管理', '点検と監査', '暗号鍵の管理'][(n + k) % 5]!,
      status: statusOf(id), score: 0.92 - k * 0.17, certainty: Math.max(0, 5 - k - (q.stated === 'states_it' ? 0 : 2)),
      text, highlights: word > 0 ? [[word, word + 2]] : [], proposed: text === '' ? [] : [[0, end]],
      why: k === 0 ? ['citation', 'lexical', 'semantic'] : ['lexical'], words: ['方針', '規程', '定期的', '見直し'],
      nearest: k === 0 ? 'セキュリティポリシーを定め、定期的に見直していますか' : null,
      exceptions: /ただし[^。]*。/.exec(text)?.slice(0, 1) ?? [], note: id.startsWith('設') ? '運用室についての記載です。サービスが稼働するデータセンターのことではありません。' : '', blank: text === '',
    };
  });
}

type Entry = { state: B.State; answer: string; choice: string | null; spans: B.SpanView[]; note: string; reason: string };
const drafts: Entry[] = asked.map((q, n) => {
  const stated = q.stated === 'states_it';
  const none = q.stated === 'does_not_state_it' || q.stated === 'out_of_scope';
  const best = matchesOf(q, n)[0];
  const answer = none || !best || best.blank ? '' : [...best.text].slice(0, best.proposed[0]![1]).join('');
  const done = n % 66 < 14 && stated;
  return {
    state: done ? (n % 7 === 5 ? 'propagated' : 'confirmed') : n % 66 === 16 ? 'held' : n % 66 === 19 ? 'outOfScope' : none ? 'notStated' : stated ? 'candidate' : 'needsReview',
    answer, choice: none ? null : (q.choices[stated ? 0 : 1] ?? null),
    spans: answer === '' ? [] : [{ id: best!.id, start: 0, end: chars(answer), edition: '2.00', holds: true }],
    note: '', reason: n % 66 === 19 ? 'お客様の管理範囲のため' : '',
  };
});
let entries = drafts;
let past: { entries: Entry[]; n: number; what: string }[] = [];
let ahead: typeof past = [];

const row = (n: number): B.RowView => {
  const [q, e] = [asked[n]!, entries[n]!];
  return {
    n, sheet: q.sheet, cell: `F${q.row}`, number: q.number, category: q.category.join(' > '), question: [...q.text].slice(0, 160).join(''),
    state: e.state, choice: e.choice, answer: [...e.answer].slice(0, 80).join(''), status: 'full',
    decision: q.stated === 'states_it' ? 'answer' : e.state === 'notStated' ? 'none' : 'review',
    certainty: e.answer === '' ? 0 : q.stated === 'states_it' ? 4 + (n % 2) : 2 + (n % 2), citations: e.spans.map((s) => s.id),
    linked: n === 3 || n === 22, hidden: n === 40, filled: n === 41, problems: q.stated === 'states_part' ? 1 : 0, flags: n === 9 ? ['sourceChanged'] : [],
  };
};
const history = (): B.History => ({ undo: past.at(-1)?.what ?? null, redo: ahead.at(-1)?.what ?? null });
const question = (n: number): B.QuestionView => {
  const [q, e] = [asked[n]!, entries[n]!];
  return {
    n, text: q.text, category: q.category, reference: q.reference, limit: n % 5 === 1 ? 200 : null,
    choices: q.choices.map((value, k) => ({ value, meaning: ['対応済', '一部対応', '未対応', '対象外'][k] ?? null, status: (['full', 'partial', 'no', 'na'] as const)[k] ?? null })),
    hasComment: true, hasChoice: true, ...e, status: 'full', confidence: 0.87, unstated: 0.06,
    decision: row(n).decision,
    problems: [],
    notices: q.stated === 'states_part' ? [{ code: 'specifics', message: '質問は「直近の実施年月」を求めていますが、引用した文にはありません。' }] : [],
    matches: matchesOf(q, n), linked: row(n).linked ? [n === 3 ? 22 : 3] : [],
    alike: n % 4 === 0 ? [{ n: n + 1, question: asked[n + 1]?.text ?? '', diff: [[2, 9]], state: 'candidate' }] : [],
    existing: row(n).filled ? { choice: '○', text: '前回回答：対応済みです。' } : { choice: null, text: null },
  };
};
const opened = (): B.Opened => ({
  id: 'a', name: '○○銀行_2026年度_セキュリティ調査票.xlsx', path: '/home/demo/○○銀行_2026年度_セキュリティ調査票.xlsx',
  edition: '第10版 2.00 公開版（2023-07-27）', sheets, rows: asked.map((_, n) => row(n)), at: 2, view: '', history: history(),
  warnings: [{ code: 'protected', sheet: sheets[0]!.name, cell: null, message: '集計シートの数式は、書き出したあとに Excel で開くと再計算されます。' }],
});
const acted = (n: number): B.Acted => ({ at: n, changed: [row(n)], question: question(n), history: history(), reopened: null });
function change(n: number, what: string, to: Partial<Entry>): B.Acted {
  past.push({ entries, n, what: `${asked[n]!.number} の${what}` });
  ahead = [];
  entries = entries.map((e, k) => (k === n ? { ...e, ...to } : e));
  return acted(n);
}
function append(n: number, id: string, text: string): Partial<Entry> {
  const e = entries[n]!;
  const start = chars(e.answer) + (e.answer ? 1 : 0);
  return {
    state: 'editing', answer: e.answer ? `${e.answer}\n${text}` : text,
    spans: [...e.spans, { id, start, end: start + chars(text), edition: '2.00', holds: true }],
  };
}
function act({ n, event }: B.Commands['act']['request']): B.Acted {
  const e = entries[n]!;
  switch (event.kind) {
    case 'type': return change(n, '入力', { answer: event.text, state: 'editing', spans: e.spans.filter((s) => s.end <= chars(event.text)) });
    case 'choose': return change(n, '選択', { choice: event.choice, state: 'editing' });
    case 'take': {
      const match = matchesOf(asked[n]!, n)[event.match]!;
      const text = [...match.text].slice(0, match.proposed[0]?.[1]).join('');
      return change(n, '取り込み', { answer: text, state: 'editing', spans: [{ id: match.id, start: 0, end: chars(text), edition: '2.00', holds: true }] });
    }
    case 'insert': return change(n, '引用', append(n, event.id, [...controls.get(event.id)!].slice(event.start, event.end).join('')));
    case 'confirm':
      if (e.answer === '' && e.choice === null) throw { code: 'notAllowed', message: '回答が空です。回答を入力するか、選択肢を選んでから確認してください。' };
      return change(n, '確認', { state: 'confirmed' });
    case 'hold': return change(n, '保留', { state: 'held' });
    case 'outOfScope': return change(n, '対象外', { state: 'outOfScope', reason: event.reason });
    case 'reopen': return change(n, '取り消し', { state: 'editing' });
    case 'note': return change(n, 'メモ', { note: event.text });
  }
}

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'];
const WIDTHS = [44, 110, 110, 110, 60, 380, 56, 340, 90, 90];
const ROLES: (B.Role | null)[] = ['number', 'category', 'category', 'category', 'reference', 'question', 'status', 'comment', null, null];
const HEADS = ['No.', '分類', '', '', 'FISC', '質問', '回答', '回答内容', '証跡', '行内確認欄'];
const cell = (column: number, text: string, more: Partial<B.DrawnCell> = {}): B.DrawnCell => ({
  column, text, colSpan: 1, rowSpan: 1, fill: null, color: null, bold: false, align: null, wrap: true, border: true, role: null, question: null, ...more,
});
function sheet({ sheet, from, count, filled }: B.Commands['sheet']['request']): B.SheetDrawing {
  const own = asked.map((q, n) => ({ q, n })).filter(({ q }) => q.sheet === sheet);
  const rows: B.DrawnRow[] = [
    { row: 1, height: 30, hidden: false, cells: [cell(0, `${sheets[sheet]!.name}　2026年度 外部委託先セキュリティ調査票`, { colSpan: 10, bold: true, border: false })] },
    { row: 2, height: 20, hidden: false, cells: [cell(0, '※ 回答欄（黄色）にご記入ください。', { colSpan: 8, border: false, color: '#7f7f7f' })] },
    { row: 3, height: 20, hidden: false, cells: HEADS.map((h, c) => cell(c, h, { fill: '#1f3864', color: '#ffffff', bold: true, align: 'center', role: 'header', colSpan: c === 1 ? 3 : 1 })).filter((c) => c.text !== '') },
    ...own.map(({ q, n }, at): B.DrawnRow => {
      const answers = filled ? entries[n]! : { choice: null, answer: '' };
      const before = own[at - 1]?.q.category;
      const cells = [cell(0, q.number, { align: 'center', role: 'number', question: n })];
      q.category.slice(0, 3).forEach((c, k) => {
        if (before?.[k] === c) return;
        const span = own.slice(at).findIndex((o) => o.q.category[k] !== c);
        cells.push(cell(1 + k, c, { rowSpan: span < 0 ? own.length - at : span, fill: '#d9e2f3', role: 'category' }));
      });
      cells.push(cell(4, q.reference ?? '', { role: 'reference', align: 'center' }), cell(5, q.text, { role: 'question', question: n }),
        cell(6, answers.choice ?? '', { fill: '#fff2cc', align: 'center', role: 'status', question: n }), cell(7, answers.answer, { fill: '#fff2cc', role: 'comment', question: n }), cell(8, ''), cell(9, ''));
      return { row: 4 + at, height: n === 40 ? 0 : 54, hidden: n === 40, cells };
    }),
  ];
  return { columns: LETTERS.map((letter, c) => ({ letter, width: WIDTHS[c]!, hidden: false })), rowCount: rows.length, from, rows: rows.slice(from - 1, from - 1 + count) };
}

const layout = (): B.LayoutView => ({
  sheets: sheets.map((s, n) => ({
    name: s.name, questionnaire: true,
    tables: [{
      headerRows: [3], lastRow: null, columns: LETTERS.map((letter, c) => ({ letter, header: HEADS[c]!, role: ROLES[c]! })),
      choices: asked.find((q) => q.sheet === n)!.choices,
      legend: asked.find((q) => q.sheet === n)!.choices.map((choice, k) => ({ choice, meaning: ['対応済', '一部対応', '未対応', '対象外'][k] ?? '', status: (['full', 'partial', 'no', 'na'] as const)[k] ?? null })),
      questions: s.questions,
    }],
  })),
});
const usage = (): B.ControlTile[] => [...controls.keys()].map((id) => ({
  id, title: (controls.get(id) ?? '').slice(0, 18), status: statusOf(id), blank: controls.get(id) === '', cited: entries.flatMap((e, n) => (e.spans.some((s) => s.id === id) ? [n] : [])),
}));
const hitOf = (id: string): B.Hit => ({ id, series: id.startsWith('統') ? 'governance' : id.startsWith('設') ? 'facility' : id.startsWith('監') ? 'audit' : 'operation', status: statusOf(id), title: '管理と点検', text: controls.get(id)!, highlights: [], blank: controls.get(id) === '' });

let step = -1;
let stop: ((e: unknown) => void) | undefined;
async function slowly<T>(make: () => T): Promise<T> {
  if (!params.has('slow')) return make();
  const cut = new Promise<never>((_, reject) => (stop = reject));
  for (step = 0; step < 66; step += 1) await Promise.race([wait(60), cut]);
  return make();
}
const doing: { [C in keyof B.Commands]: (r: B.Commands[C]['request']) => B.Commands[C]['reply'] | Promise<B.Commands[C]['reply']> } = {
  edition: () => ({ edition: '2.00', fisc: '第10版', date: '2023-07-27', kind: '公開版', controls: controls.size, blank: [...controls.values()].filter((t) => t === '').length }),
  search: ({ query, limit }) => {
    const ids = [...controls.keys()].filter((id) => id === query || controls.get(id)!.includes(query));
    const hits = ids.slice(0, limit).map((id): B.Hit => {
      const at = [...controls.get(id)!].join('').indexOf(query);
      return { ...hitOf(id), highlights: at < 0 ? [] : [[at, at + chars(query)]] };
    });
    return { query, hits, total: ids.length, found: ids.length, series: [], status: [], note: null, tookUs: 900 };
  },
  item: ({ id }) => ({ ...hitOf(id), sha256: '9f2c'.repeat(16), exceptions: [], sameAs: [], note: '' }),
  recent: () => params.has('new') ? [] : [
    { id: 'a', name: opened().name, path: opened().path, opened: '2026-11-23T10:12:00', questions: 66, settled: 14, missing: false, damaged: null },
    { id: 'b', name: '△△信用金庫_委託先チェックリスト.xlsm', path: '/home/demo/△△信用金庫_委託先チェックリスト.xlsm', opened: '2026-11-20T17:40:00', questions: 240, settled: 240, missing: false, damaged: null },
    { id: 'c', name: '□□証券 クラウドサービス調査票（再）.xlsx', path: '/mnt/share/2026/□□証券 クラウドサービス調査票（再）.xlsx', opened: '2026-11-02T09:05:00', questions: 118, settled: 61, missing: true, damaged: null },
  ],
  forget: () => [], nextFile: () => new Promise(() => undefined), chooseFile: () => ({ path: '/home/demo/sample.xlsx' }),
  open: ({ path, password }) => {
    if (params.has('refuse')) throw { code: 'refused', message: '「d10_password.xlsx」は、パスワードで保護されています。', hint: 'Excel で開き、「ファイル」→「情報」→「ブックの保護」からパスワードを外して保存してから、もう一度開いてください。' };
    if (params.has('locked') && password !== 'kotae') throw { code: 'password', message: '「d10_password.xlsx」を開くにはパスワードが必要です。' };
    void path;
    return slowly(opened);
  },
  resume: () => slowly(opened), close: () => null, leave: () => null,
  progress: () => (step < 0 ? null : { step: step < 5 ? 'reading' : step < 12 ? 'detecting' : 'matching', done: step, total: 66 }),
  cancel: () => (stop?.({ code: 'cancelled' }), null),
  question: ({ n }) => question(n), act, place: () => null, sheet, layout,
  undo: () => { const p = past.pop(); if (!p) return null; ahead.push({ ...p, entries }); entries = p.entries; return acted(p.n); },
  redo: () => { const p = ahead.pop(); if (!p) return null; past.push({ ...p, entries }); entries = p.entries; return acted(p.n); },
  correct: () => slowly(opened),
  overview: () => ({
    states: (['needsReview', 'candidate', 'notStated', 'editing', 'confirmed', 'propagated', 'held', 'outOfScope'] as const).map((state) => ({ state, count: entries.filter((e) => e.state === state).length })),
    certainty: [0, 1, 2, 3, 4, 5].map((c) => asked.filter((_, n) => row(n).certainty === c).length), remainingMinutes: 40, controls: usage(),
  }),
  notices: () => ({ program: [], warnings: [], history: { undo: null, redo: null } }),
  gate: () => ({ ready: 15, unreviewed: 44, notWritten: 51, named: 0, low: 3, lowUnreviewed: 9, problems: [
    { n: 3, code: 'span', severity: 'stop', unsettled: false, where: '調査票Ⅰ（管理・運用） H9', spot: null, message: '引用した文が、標準の原文と一致しなくなっています。候補から取り込み直してください。' },
    { n: 7, code: 'choice', severity: 'warn', unsettled: false, where: '調査票Ⅰ（管理・運用） G13', spot: null, message: '選択肢は「○」ですが、文章に「実施しておりません」があります。' },
    { n: 11, code: 'contradiction', severity: 'warn', unsettled: false, where: '調査票Ⅰ（管理・運用） G17', spot: null, message: '実25 を、5 では「○」、11 では「×」の出典にしています。' },
    ...entries.flatMap((e, n) => ['confirmed', 'outOfScope'].includes(e.state) ? [] : [{ n, code: 'unconfirmed', severity: 'warn' as const, unsettled: false, where: '', spot: null, message: '' }]),
    { n: null, code: 'other-customer', severity: 'stop', unsettled: false, where: '表紙 C4', spot: { sheet: 0, row: 4 }, message: 'ほかのお客様の名前「△△銀行」があります。取り除いてから送ってください' },
  ] }),
  chooseFolder: () => ({ path: '/home/demo/回答' }),
  export: ({ unreviewed }) => ({ output: '/home/demo/○○銀行_2026年度_セキュリティ調査票_回答.xlsx', report: '/home/demo/○○銀行_2026年度_セキュリティ調査票_確認.xlsx', proof: '/home/demo/○○銀行_2026年度_セキュリティ調査票_変更証明.json', written: unreviewed ? 118 : 30, raised: 0, refused: [{ cell: '調査票Ⅰ（管理・運用）!H9', why: '引用が原文と一致しません' }] }),
  reveal: () => null,
};

export const mock: Call = async (command, request) => {
  await wait(4);
  const reply = await (doing[command] as (r: unknown) => unknown)(request);
  return structuredClone(reply) as never;
};
