// Made from the types in src-tauri/src by `KOTAE_BLESS=1 cargo test -p kotae`. Not to be edited.

/** What a person does to a question. */
export type ActRequest = {
  /** Of which questionnaire: another may have been opened meanwhile. */
  session: string,
  /** Which question, by its place among all … */
  n: number,
  /** … and where it stands, so that another layout never puts an answer to another question: index of its sheet … */
  sheet: number,
  /** … and its cell, `D12`. */
  cell: string,
  /** What. */
  event: ReviewEvent,
  /** Language of words in the reply. */
  lang: Lang,
};

/** What an act changed. */
export type Acted = {
  /** The question acted on. */
  at: number,
  /** Every changed line. */
  changed: Array<RowView>,
  /** That question in full. */
  question: QuestionView,
  /** What can be undone and redone now. */
  history: History,
  /** Undoing or redoing a change of the layout changes which questions there are: all of it anew. */
  reopened: Opened | null,
};

/** Horizontal alignment. */
export type Align = "left" | "center" | "right";

/** A nearly identical question. */
export type Alike = {
  /** Its place. */
  n: number,
  /** Its text. */
  question: string,
  /** Stretches of `question` that differ from the one shown. */
  diff: Array<[number, number]>,
  /** Where it stands. */
  state: State,
};

/** A choice of the customer's. */
export type Choice = {
  /** As the customer writes it. */
  value: string,
  /** What the workbook says of it. */
  meaning: string | null,
  /** What choosing it claims, where that is known. */
  status: Status | null,
};

/** A path, or that none was chosen. */
export type Chosen = {
  /** As the system writes it; `null` when the dialog was closed. */
  path: string | null,
};

/** A column. */
export type Column = {
  /** `AD`. */
  letter: string,
  /** Pixels at 100 %. */
  width: number,
  /** Hidden? */
  hidden: boolean,
};

/** Why a command failed; the page tells the cases apart by `code`. */
export type CommandError = { "code": "engine",
/** In Japanese. */
ja: string,
/** In English. */
en: string, } | { "code": "noSuchItem",
/** Why, in the language of the request. */
message: string, } | { "code": "refused",
/** What happened, to which file, and why. */
message: string,
/** What a person can do; may be empty. */
hint: string, } | { "code": "password",
/** In words. */
message: string, } | { "code": "busy",
/** In words. */
message: string, } | { "code": "cancelled" } | { "code": "notAllowed",
/** Why. */
message: string, } | { "code": "interrupted" };

/** One control on the map. */
export type ControlTile = {
  /** `実39`. */
  id: string,
  /** Topic line. */
  title: string,
  /** What the whole response claims. */
  status: Status,
  /** Empty in the document? */
  blank: boolean,
  /** Rows whose answer cites it. */
  cited: Array<number>,
};

/** A correction of the layout. */
export type CorrectRequest = {
  /** What is corrected. */
  edit: LayoutEdit,
  /** Language of words in the reply. */
  lang: Lang,
};

/** What the engine decided before a person looked. */
export type Decision = "answer" | "review" | "none";

/** A cell. */
export type DrawnCell = {
  /** Counted from 0. */
  column: number,
  /** As a person reads it. */
  text: string,
  /** Columns it spans. */
  colSpan: number,
  /** Rows it spans; where a merge begins above `from`, what is left of it. */
  rowSpan: number,
  /** `#rrggbb`. */
  fill: string | null,
  /** Font colour, `#rrggbb`. */
  color: string | null,
  /** Bold? */
  bold: boolean,
  /** Where the file says so. */
  align: Align | null,
  /** Wrapped? */
  wrap: boolean,
  /** Has it a border? */
  border: boolean,
  /** What it was taken for. */
  role: Role | null,
  /** The question it belongs to: its own cell or one of its answer cells. */
  question: number | null,
};

/** A row. */
export type DrawnRow = {
  /** Counted from 1. */
  row: number,
  /** Pixels at 100 %. */
  height: number,
  /** Hidden? */
  hidden: boolean,
  /** Cells with something to show; cells covered by a merge are left out. */
  cells: Array<DrawnCell>,
};

/** Which document answers are drawn from. */
export type Edition = {
  /** Version of the document: `2.00`. */
  edition: string,
  /** Edition of the FISC standard: `第10版`. */
  fisc: string,
  /** ISO date. */
  date: string,
  /** 公開版. */
  kind: string,
  /** Number of controls. */
  controls: number,
  /** How many of them have an empty response. */
  blank: number,
};

/** What answer cells held. */
export type Existing = {
  /** The choice. */
  choice: string | null,
  /** The text. */
  text: string | null,
};

/** Where to export to. */
export type ExportRequest = {
  /** `null`: beside the original. */
  folder: string | null,
  /** Write rows too that nobody has settled; asked for anew at each export. */
  unreviewed: boolean,
  /** Write although names of other customers stand in it; asked for anew at each export. */
  names: boolean,
  /** Make rows higher that are too low to show their answer. */
  raise: boolean,
  /** Language of words in the reply. */
  lang: Lang,
};

/** What was written. */
export type Exported = {
  /** The filled workbook. */
  output: string,
  /** The review workbook. */
  report: string,
  /** The 変更証明. */
  proof: string,
  /** Cells written. */
  written: number,
  /** Rows made higher. */
  raised: number,
  /** Cells that could not be written, and rows that were stopped. */
  refused: Array<Unwritten>,
};

/** How many hits there are of one kind. */
export type Facet<T> = {
  /** The kind. */
  key: T,
  /** Hits of this kind, narrowed by the *other* filters: what choosing it would show. */
  count: number,
};

/** Marks on a row. */
export type Flag = "sourceChanged";

/** What stands between the work and its export. */
export type Gate = {
  /** Those of rows in the order of the questions, then those of the file as a whole. */
  problems: Array<Problem>,
  /** Rows that would be written: settled by a person and without a problem that stops them. */
  ready: number,
  /** Rows that nobody has settled. */
  unreviewed: number,
  /** Rows that would stay as they are. */
  notWritten: number,
  /** Settled rows that nothing stops but another customer's name. */
  named: number,
  /** Settled rows whose height hides part of their answer and can be changed … */
  low: number,
  /** … and rows that nobody has settled. */
  lowUnreviewed: number,
};

/** What would be undone or redone next, in words. */
export type History = {
  /** `3-2 の確認`; nothing to undo: `null`. */
  undo: string | null,
  /** The same for redo. */
  redo: string | null,
};

/** One hit. */
export type Hit = {
  /** `実39`, `s2.5`. */
  id: string,
  /** Which part of the document. */
  series: Series,
  /** What the whole response claims. */
  status: Status,
  /** Topic line, or the section's heading. */
  title: string,
  /** The response, verbatim. */
  text: string,
  /** Matched stretches `[start, end)` in Unicode scalar values of `text`, in order, not overlapping. */
  highlights: Array<[number, number]>,
  /** Is the response empty in the document? */
  blank: boolean,
};

/** A control or section with everything known about it. */
export type Item = {
  /** `実39`, `s2.5`. */
  id: string,
  /** Which part of the document. */
  series: Series,
  /** What the whole response claims. */
  status: Status,
  /** Topic line, or the section's heading. */
  title: string,
  /** Verbatim. */
  text: string,
  /** Is it empty in the document? */
  blank: boolean,
  /** SHA-256 of the text, in hex. */
  sha256: string,
  /** Sentences that carry an exception or a negation, verbatim. */
  exceptions: Array<string>,
  /** Ids of items that say the same. */
  sameAs: Array<string>,
  /** What to watch for; may be empty. */
  note: string,
};

/** Which control or section to show. */
export type ItemRequest = {
  /** Its id, in any form customers write. */
  id: string,
  /** Language of the reason when there is none. */
  lang: Lang,
};

/** Which kept work. */
export type KeptRequest = {
  /** As given by `recent`. */
  id: string,
  /** Language of words in the reply. */
  lang: Lang,
};

/** Language in which the page wants to be answered. */
export type Lang = "ja" | "en";

/** A correction of the layout. Sheets and tables are counted from 0. */
export type LayoutEdit = { "kind": "questionnaire",
/** Which sheet. */
sheet: number,
/** It does. */
value: boolean, } | { "kind": "role",
/** Which sheet. */
sheet: number,
/** Which table. */
table: number,
/** Which column. */
letter: string,
/** `null`: nothing. */
role: Role | null, } | { "kind": "mark",
/** Which sheet. */
sheet: number,
/** Which table. */
table: number,
/** Which columns. */
letters: Array<string>,
/** `null`: nothing. */
role: Role | null,
/** First row, counted from 1. */
first: number,
/** Last row. */
last: number, } | { "kind": "headerRows",
/** Which sheet. */
sheet: number,
/** Which table. */
table: number,
/** Counted from 1. */
rows: Array<number>, } | { "kind": "lastRow",
/** Which sheet. */
sheet: number,
/** Which table. */
table: number,
/** Counted from 1; `null`: where the sheet does. */
row: number | null, } | { "kind": "meaning",
/** Which sheet. */
sheet: number,
/** Which table. */
table: number,
/** As the customer writes it. */
choice: string,
/** `null`: what the workbook says. */
status: Status | null, } | { "kind": "reset",
/** Which sheet. */
sheet: number, };

/** One sheet of it. */
export type LayoutSheet = {
  /** The name on the tab. */
  name: string,
  /** Does it ask questions? */
  questionnaire: boolean,
  /** Its tables, top to bottom. */
  tables: Array<TableView>,
};

/** Which sheets, rows and columns were taken for what. */
export type LayoutView = {
  /** One entry a sheet, in the order of the tabs. */
  sheets: Array<LayoutSheet>,
};

/** What the page says when the window is to be closed. */
export type LeaveRequest = {
  /** Everything that was typed is on the disk. */
  saved: boolean,
};

/** What a choice means. */
export type LegendEntry = {
  /** As the customer writes it. */
  choice: string,
  /** What the workbook, or a person, says of it. */
  meaning: string,
  /** What choosing it claims, where that is known. */
  status: Status | null,
};

/** A control or section that may answer. */
export type MatchView = {
  /** `実39`. */
  id: string,
  /** Topic line, or the section's heading. */
  title: string,
  /** What the whole response claims. */
  status: Status,
  /** 0 to 1, comparable within one question. */
  score: number,
  /** Steps 0 to 5. */
  certainty: number,
  /** The whole response. */
  text: string,
  /** The question's words in it. */
  highlights: Array<[number, number]>,
  /** What would be taken. */
  proposed: Array<[number, number]>,
  /** Kinds of reasons: citation, lexical, semantic, topic. */
  why: Array<string>,
  /** The words in common. */
  words: Array<string>,
  /** The nearest anticipated question. */
  nearest: string | null,
  /** Sentences that carry an exception or a negation. */
  exceptions: Array<string>,
  /** What to watch for. */
  note: string,
  /** Is the response empty in the document? */
  blank: boolean,
};

/** A file that was dropped on the window or named when the app was started. */
export type NextFile = {
  /** As the system writes it; `null` where none has come yet. */
  path: string | null,
  /** Is one held over the window? */
  over: boolean,
  /** The person closes the window: save what was typed and say so with `leave`. */
  closing: boolean,
};

/** Something the reviewer must see. */
export type NoticeView = {
  /** A fixed word: `exception`. */
  code: string,
  /** In words. */
  message: string,
};

/** What there is to know, in one language: asked for at the beginning and when the language changes. */
export type Notices = {
  /** Of the program's own state: why it matches by words alone, if it does. */
  program: Array<string>,
  /** Of the open file. */
  warnings: Array<Warning>,
  /** What can be undone and redone in the open questionnaire. */
  history: History,
};

/** Which file to open. */
export type OpenRequest = {
  /** As the system writes it. */
  path: string,
  /** Where the file needs one; never kept. */
  password?: string,
  /** Language of words in the reply. */
  lang: Lang,
};

/** An open questionnaire. */
export type Opened = {
  /** The kept work's id. */
  id: string,
  /** Name of the file. */
  name: string,
  /** Its path. */
  path: string,
  /** Which document answers come from: `第10版 2.00 公開版（2023-07-27）`. */
  edition: string,
  /** One entry a sheet, in the order of the tabs. */
  sheets: Array<SheetTab>,
  /** Every question, in order. */
  rows: Array<RowView>,
  /** The row last worked on. */
  at: number,
  /** As given to `place`. */
  view: string,
  /** What can be undone and redone. */
  history: History,
  /** What to know about the file. */
  warnings: Array<Warning>,
};

/** The work at a glance. */
export type Overview = {
  /** How many questions are in each state, in the order of the states. */
  states: Array<StateCount>,
  /** How many questions have each certainty, 0 to 5. */
  certainty: Array<number>,
  /** A guess at the minutes of work left; `null` before there is anything to guess from. */
  remainingMinutes: number | null,
  /** Every control, in the document's order. */
  controls: Array<ControlTile>,
};

/** Where the person is. */
export type PlaceRequest = {
  /** The question shown. */
  n: number,
  /** The page's own words for what it shows; kept as they are. */
  view: string,
  /** Language of words in the reply. */
  lang: Lang,
};

/** Something to look at before the export. */
export type Problem = {
  /** The row, where it concerns one. */
  n: number | null,
  /** A fixed word: `unconfirmed`, `choice-and-text`, … */
  code: string,
  /** Does it keep the row from being written? */
  severity: Severity,
  /** Does it count only where rows are written too that nobody has settled? */
  unsettled: boolean,
  /** `質問票 E12`. */
  where: string,
  /** Where it can be seen in the customer's sheets, when it concerns no row. */
  spot: Spot | null,
  /** In words. */
  message: string,
};

/** How far long work is. */
export type Progress = {
  /** What is being done. */
  step: ProgressStep,
  /** How much is done … */
  done: number,
  /** … of how much; 0 where that is not known. */
  total: number,
};

/** The parts of long work. */
export type ProgressStep = "reading" | "detecting" | "matching" | "writing";

/** Which question. */
export type QuestionRequest = {
  /** Its place, from 0. */
  n: number,
  /** Language of words in the reply. */
  lang: Lang,
};

/** One question in full. */
export type QuestionView = {
  /** Its place, from 0. */
  n: number,
  /** The question, verbatim. */
  text: string,
  /** Category, parents first. */
  category: Array<string>,
  /** What the column of guideline numbers says. */
  reference: string | null,
  /** Most characters the text may have. */
  limit: number | null,
  /** The choices it allows. */
  choices: Array<Choice>,
  /** Has the form a cell for text? */
  hasComment: boolean,
  /** Has it one for a choice? */
  hasChoice: boolean,
  /** Where it stands. */
  state: State,
  /** The answer's text. */
  answer: string,
  /** The choice. */
  choice: string | null,
  /** Where the text comes from; empty when a person wrote it. */
  spans: Array<SpanView>,
  /** Note to oneself; never written into the workbook. */
  note: string,
  /** Why it is 対象外. */
  reason: string,
  /** What the drafted answer claims. */
  status: Status,
  /** Calibrated probability that the first match answers it. */
  confidence: number,
  /** Calibrated probability that the document does not state it. */
  unstated: number,
  /** What the engine decided. */
  decision: Decision,
  /** For the reviewer. */
  notices: Array<NoticeView>,
  /** At most ten, best first. */
  matches: Array<MatchView>,
  /** Identical questions. */
  linked: Array<number>,
  /** Nearly identical questions, at most five. */
  alike: Array<Alike>,
  /** What the answer cells held in the customer's file. */
  existing: Existing,
  /** What the gate would say of this row as it stands, not counting that it is unconfirmed. */
  problems: Array<Problem>,
};

/** A questionnaire worked on before. */
export type Recent = {
  /** For `resume` and `forget`. */
  id: string,
  /** Name of the file. */
  name: string,
  /** Where it was. */
  path: string,
  /** When it was last opened, ISO, UTC: `2026-11-02T04:05:06Z`; empty when not known. */
  opened: string,
  /** How many questions it has. */
  questions: number,
  /** How many of them a person has settled. */
  settled: number,
  /** The file is no longer there; the work still is. */
  missing: boolean,
  /** The kept work cannot be read: why. */
  damaged: string | null,
};

/** Which kept work to go on with. */
export type ResumeRequest = {
  /** As given by `recent`. */
  id: string,
  /** Where the file needs one; never kept. */
  password?: string,
  /** Language of words in the reply. */
  lang: Lang,
};

/** Which file to show in its folder. */
export type RevealRequest = {
  /** As given by `export`. */
  path: string,
  /** Language of words in the reply. */
  lang: Lang,
};

/** What a person does to a question. */
export type ReviewEvent = { "kind": "type",
/** The whole new text. */
text: string, } | { "kind": "choose",
/** `null` clears it. */
choice: string | null, } | { "kind": "take",
/** Index among `matches`. */
match: number, } | { "kind": "insert",
/** `実39`. */
id: string,
/** First char. */
start: number,
/** One past the last. */
end: number, } | { "kind": "confirm" } | { "kind": "hold" } | { "kind": "outOfScope",
/** Why. */
reason: string, } | { "kind": "reopen" } | { "kind": "note",
/** The whole new note. */
text: string, };

/** What a column or cell means. */
export type Role = "number" | "category" | "question" | "status" | "comment" | "reference" | "header";

/** One line of the grid. */
export type RowView = {
  /** The question's place, from 0. */
  n: number,
  /** Index of its sheet. */
  sheet: number,
  /** Its cell: `D12`. */
  cell: string,
  /** Its number as the customer writes it. */
  number: string,
  /** Category path, joined by ` > `. */
  category: string,
  /** The question, cut at 160 chars. */
  question: string,
  /** Where it stands. */
  state: State,
  /** The choice. */
  choice: string | null,
  /** The answer, cut at 80 chars. */
  answer: string,
  /** What the answer claims, as drafted. */
  status: Status,
  /** What the engine decided. */
  decision: Decision,
  /** How sure the engine is, in steps 0 to 5. */
  certainty: number,
  /** Ids of what is cited. */
  citations: Array<string>,
  /** Are there identical questions? */
  linked: boolean,
  /** Is the row hidden? */
  hidden: boolean,
  /** Did its answer cells hold something in the customer's file? */
  filled: boolean,
  /** How many problems the gate would name for this row, not counting that it is unconfirmed. */
  problems: number,
  /** Other marks. */
  flags: Array<Flag>,
};

/** Hits of a search. */
export type SearchReply = {
  /** The query as given. */
  query: string,
  /** Best first, narrowed, at most `limit`. */
  hits: Array<Hit>,
  /** How many there are after narrowing. */
  total: number,
  /** How many there are before. */
  found: number,
  /** One for every part of the document, in [`Series::ALL`]'s order. */
  series: Array<Facet<Series>>,
  /** One for every status, in [`Status::ALL`]'s order. */
  status: Array<Facet<Status>>,
  /** When a number was typed that the standard does not have: why, in words. */
  note: string | null,
  /** Microseconds that the engine took. */
  tookUs: number,
};

/** What is typed, and what the hits are narrowed to. */
export type SearchRequest = {
  /** As typed. */
  query: string,
  /** Only these parts of the document; empty for all. */
  series: Array<Series>,
  /** Only these statuses; empty for all. */
  status: Array<Status>,
  /** At most so many hits are given back; all are counted. */
  limit: number,
  /** Language of `note`. */
  lang: Lang,
};

/** Which part of the document an item belongs to. */
export type Series = "governance" | "facility" | "operation" | "audit" | "narrative";

/** How much a problem weighs. */
export type Severity = "stop" | "warn";

/** A stretch of the customer's sheet, drawn. */
export type SheetDrawing = {
  /** From A to the last used. */
  columns: Array<Column>,
  /** Rows in use. */
  rowCount: number,
  /** First row of `rows`, counted from 1. */
  from: number,
  /** The rows asked for. */
  rows: Array<DrawnRow>,
};

/** Which rows of which sheet to draw. */
export type SheetRequest = {
  /** Index of the sheet. */
  sheet: number,
  /** First row, counted from 1. */
  from: number,
  /** How many rows, at most 2,000. */
  count: number,
  /** With the answers in it? */
  filled: boolean,
  /** Language of words in the reply. */
  lang: Lang,
};

/** One sheet's tab. */
export type SheetTab = {
  /** The name on the tab. */
  name: string,
  /** Does it ask questions? */
  questionnaire: boolean,
  /** Is it hidden? */
  hidden: boolean,
  /** Is sheet protection on? */
  protected: boolean,
  /** How many questions. */
  questions: number,
};

/** A quotation in an answer. */
export type SpanView = {
  /** `実39`. */
  id: string,
  /** First char in the response. */
  start: number,
  /** One past the last. */
  end: number,
  /** Version of the document: `2.00`. */
  edition: string,
  /** Does the response still read the same? */
  holds: boolean,
};

/** A request that only says in which language to answer. */
export type Spoken = {
  /** Language of the words in the reply. */
  lang: Lang,
};

/** A place in the customer's sheets. */
export type Spot = {
  /** Index of the sheet. */
  sheet: number,
  /** The row, counted from 1, where it is of one. */
  row: number | null,
};

/** Where a question stands. */
export type State = "candidate" | "needsReview" | "notStated" | "editing" | "confirmed" | "propagated" | "held" | "outOfScope";

/** Questions in one state. */
export type StateCount = {
  /** The state. */
  state: State,
  /** How many. */
  count: number,
};

/** What a response as a whole claims. */
export type Status = "full" | "partial" | "no" | "na" | "delegated" | "unknown";

/** A column of a table. */
export type TableColumn = {
  /** `D`. */
  letter: string,
  /** Its header. */
  header: string,
  /** What it was taken for. */
  role: Role | null,
};

/** One table. */
export type TableView = {
  /** Counted from 1. */
  headerRows: Array<number>,
  /** The last row that may hold a question. */
  lastRow: number | null,
  /** Its columns. */
  columns: Array<TableColumn>,
  /** The choices of most rows. */
  choices: Array<string>,
  /** What they mean. */
  legend: Array<LegendEntry>,
  /** How many questions it has. */
  questions: number,
};

/** What was not written, and why. */
export type Unwritten = {
  /** `質問票 E12`. */
  cell: string,
  /** In words. */
  why: string,
};

/** Something to know about the file. */
export type Warning = {
  /** A fixed word. */
  code: string,
  /** The sheet, where it concerns one. */
  sheet: string | null,
  /** The cell, where it concerns one. */
  cell: string | null,
  /** In words. */
  message: string,
};

/** What the page can call: name, request and reply. */
export type Commands = {
  edition: { request: null; reply: Edition };
  notices: { request: Spoken; reply: Notices };
  search: { request: SearchRequest; reply: SearchReply };
  item: { request: ItemRequest; reply: Item };
  recent: { request: Spoken; reply: Array<Recent> };
  forget: { request: KeptRequest; reply: Array<Recent> };
  nextFile: { request: null; reply: NextFile };
  chooseFile: { request: Spoken; reply: Chosen };
  open: { request: OpenRequest; reply: Opened };
  resume: { request: ResumeRequest; reply: Opened };
  close: { request: null; reply: null };
  progress: { request: null; reply: Progress | null };
  cancel: { request: null; reply: null };
  question: { request: QuestionRequest; reply: QuestionView };
  act: { request: ActRequest; reply: Acted };
  undo: { request: Spoken; reply: Acted | null };
  redo: { request: Spoken; reply: Acted | null };
  place: { request: PlaceRequest; reply: null };
  sheet: { request: SheetRequest; reply: SheetDrawing };
  layout: { request: Spoken; reply: LayoutView };
  correct: { request: CorrectRequest; reply: Opened };
  overview: { request: Spoken; reply: Overview };
  gate: { request: Spoken; reply: Gate };
  chooseFolder: { request: Spoken; reply: Chosen };
  export: { request: ExportRequest; reply: Exported };
  reveal: { request: RevealRequest; reply: null };
  leave: { request: LeaveRequest; reply: null };
};
