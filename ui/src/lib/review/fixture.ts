/** Questions for tests, in the shapes that Rust gives. */
import type { Opened, QuestionView, RowView } from '../api/bindings';

export function row(n: number, more: Partial<RowView> = {}): RowView {
  return {
    n,
    sheet: 0,
    cell: `E${n + 5}`,
    number: `${n + 1}`,
    category: '',
    question: `質問${n + 1}`,
    state: 'candidate',
    choice: '○',
    answer: `回答${n + 1}`,
    status: 'full',
    decision: 'answer',
    certainty: 4,
    citations: [],
    linked: false,
    hidden: false,
    filled: false,
    problems: 0,
    flags: [],
    ...more,
  };
}

export function question(n: number, more: Partial<QuestionView> = {}): QuestionView {
  return {
    n,
    text: `質問${n + 1}`,
    category: [],
    reference: null,
    limit: null,
    choices: [],
    hasComment: true,
    hasChoice: true,
    state: 'candidate',
    answer: `回答${n + 1}`,
    choice: '○',
    spans: [],
    note: '',
    reason: '',
    status: 'full',
    confidence: 0.9,
    unstated: 0.1,
    decision: 'answer',
    notices: [],
    problems: [],
    matches: [],
    linked: [],
    alike: [],
    existing: { choice: null, text: null },
    ...more,
  };
}

export function opened(rows: RowView[], more: Partial<Opened> = {}): Opened {
  return {
    id: 'a',
    name: '調査票.xlsx',
    path: '/調査票.xlsx',
    edition: '第10版',
    sheets: [],
    rows,
    at: rows[0]?.n ?? 0,
    view: '',
    history: { undo: null, redo: null },
    warnings: [],
    ...more,
  };
}
