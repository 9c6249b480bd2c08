#!/usr/bin/env python3
"""Writes tests/fixtures: what the reference implementations make of a set of texts.

Token ids are from Hugging Face `tokenizers` with data/model/tokenizer.json, after NFKC; vectors are
computed here in double precision from the weights in data/model, by no runtime.

    pip install tokenizers==0.23.2 numpy==2.4.6 onnx==1.19.0
    python3 src-tauri/crates/meaning/tests/reference.py                        # the fixtures
    python3 src-tauri/crates/meaning/tests/reference.py compare TOKENS [SEED]  # many more texts

`compare` takes the built example `tokens` and holds it against the reference on every line of the
standard, every string of the annotations and 60,000 random mixed texts. Only characters that Python's
Unicode tables know are used: NFKC of the others depends on the version of the tables.
"""
import glob, json, math, pathlib, random, subprocess, sys, tomllib, unicodedata
import numpy as np, onnx
from onnx import numpy_helper
from tokenizers import Tokenizer

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[3]
MODEL = ROOT / 'data/model'
TOKENIZER = Tokenizer.from_file(str(MODEL / 'tokenizer.json'))

# Controls, spaces of all kinds, marks, joiners, emoji, dashes, look-alikes, and control tokens.
ODD = [chr(c) for c in [*range(0x20), 0x7f, 0x85, 0x8f, 0x9f, 0xa0, 0xad, 0x61c, 0x1680, 0x180e, 0x200b, 0x200c,
       0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202f, 0x2060, 0x2581, 0x3000, 0xfeff, 0xfffd, 0x301, 0x3099,
       0x309a, 0xff9e, 0xff9f, 0xfe0f, 0x1f468, 0x1f3fb, 0x1f1ef, 0x1f1f5, 0x600, 0x300, 0x327, 0xe0001,
       0x20bb7, 0xff5e, 0x301c, 0x2212, 0xff0d, 0x2015, 0x2014]]
ODD += ['<s>', '</s>', '<pad>', '<unk>', '<mask>', '<', '>', '<s', '▁▁', '\r\n', '  ']

SENTENCES = [
    ('query', ''), ('passage', ''), ('query', 'MFA'),
    ('query', 'バックアップは取得していますか。'), ('query', 'ﾊﾞｯｸｱｯﾌﾟは取得していますか｡'),
    ('query', 'Do you take backups?'), ('passage', 'データは毎日バックアップしている。'),
    ('passage', '従業員に対し、年に一度、情報セキュリティ教育を実施している。'),
    ('query', '社員教育を行っているか'), ('query', 'Is security awareness training provided to staff?'),
    ('passage', '入退室は顔認証で管理し、記録を残している。'), ('query', '入館の管理方法を記載してください'),
    ('query', 'How is physical access to the operations room controlled?'),
    ('query', '天気がよいので散歩に行きたい'), ('query', '再委託先の監督'), ('passage', '該当なし'),
    ('query', '𠮷野家の𩸽定食 👨‍👩‍👧 <s>\u0001\ufffd\u0301'), ('passage', 'あ' * 700),
    ('query', '障害発生時の連絡体制\r\n（夜間・休日を含む）\tを 記載'),
]
PAIRS = [(3, 4), (3, 5), (3, 6), (5, 6), (7, 8), (7, 9), (10, 11), (10, 12), (3, 13), (7, 13), (6, 9)]


def ids(text):
    return TOKENIZER.encode(unicodedata.normalize('NFKC', text)).ids


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def texts():
    document = next((ROOT / 'data/standard').glob('*.md')).read_text(encoding='utf-8').split('\n')
    files = sorted(glob.glob(str(ROOT / 'data/annotations/*.toml')))
    notes = [s for f in files for s in strings(tomllib.loads(pathlib.Path(f).read_text(encoding='utf-8')))]
    return document, notes


def mixed(rng, pool, pieces):
    """A text of fragments of the document, pieces, odd characters and characters from anywhere."""
    out = []
    for _ in range(rng.randint(0, rng.choice([3, 12, 60]))):
        k, at = rng.random(), rng.randrange(len(pool))
        anywhere = rng.choice([rng.randint(0, 0xd7ff), rng.randint(0xe000, 0x1ffff)])
        out.append(pool[at:at + rng.randint(1, 12)] if k < .3 else rng.choice(pieces) if k < .5
                   else rng.choice(ODD) if k < .65 else chr(rng.randint(0x20, 0x7e)) if k < .8
                   else chr(rng.randint(0x3000, 0x9fff)) if k < .9 else chr(anywhere) if k < .95 else ' ')
    text = rng.choice(['query: ', 'passage: ', '']) + ''.join(out)
    return ''.join(c for c in text if unicodedata.category(c) not in ('Cn', 'Co'))


def many(rng, count):
    document, notes = texts()
    pool = ''.join(document)
    pieces = [p for p, _ in json.loads((MODEL / 'tokenizer.json').read_text(encoding='utf-8'))['model']['vocab']]
    long = ['a b ' * 700, 'あ' * 600, '𠮷' * 600 + 'x', pool[:3000]]
    return document, notes, [mixed(rng, pool, pieces) for _ in range(count)] + long


def compare(program, seed):
    document, notes, rest = many(random.Random(seed), 60000)
    every = ['passage: ' + t for t in document] + ['query: ' + t for t in notes] + rest
    given = '\n'.join(map(json.dumps, every)) + '\n'
    lines = subprocess.run([program, MODEL / 'pieces.bin'], input=given.encode(), capture_output=True, check=True)
    differ = [t for t, line in zip(every, lines.stdout.decode().split('\n'), strict=False) if ids(t) != json.loads(line)]
    print(f'{len(every)} texts, {len(differ)} differ', [ascii(t) for t in differ[:3]])
    sys.exit(bool(differ))


class Network:
    """The model in double precision."""

    def __init__(self):
        graph = onnx.load(str(MODEL / 'e5-small-ja-en-q4.onnx')).graph
        self.t = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
        self.heads = int(self.t['split'][2])
        rows = np.frombuffer((MODEL / 'e5-words-q4.bin').read_bytes(), np.uint8).reshape(-1, 12, 18)
        scale = rows[:, :, :2].copy().view('<f2').astype(np.float64)
        codes = np.concatenate([rows[:, :, 2:] & 15, rows[:, :, 2:] >> 4], axis=2).astype(np.float64) - 8
        self.words = (codes * scale).reshape(len(rows), -1)

    def linear(self, x, key):
        packed = self.t[key + '.w']
        codes = np.stack([packed & 15, packed >> 4], axis=3).reshape(len(packed), -1, 32).astype(np.float64) - 8
        w = codes * self.t[key + '.s'].astype(np.float64).reshape(len(packed), -1, 1)
        return x @ w.reshape(len(packed), -1).T + self.t[key + '.b']

    def norm(self, x, key):
        x = x - x.mean(-1, keepdims=True)
        x = x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12)
        return x * self.t[key + '.w'] + self.t[key + '.b']

    def vector(self, tokens):
        x = self.norm(self.words[tokens] + self.t['pos'][:len(tokens)], 'emb.ln')
        split = lambda y: y.reshape(len(tokens), self.heads, -1).transpose(1, 0, 2)
        for n in range(12):
            q, k, v = (split(self.linear(x, f'l{n}.{c}')) for c in 'qkv')
            a = q @ k.transpose(0, 2, 1) / math.sqrt(q.shape[-1])
            a = np.exp(a - a.max(-1, keepdims=True))
            a = (a / a.sum(-1, keepdims=True) @ v).transpose(1, 0, 2).reshape(len(tokens), -1)
            x = self.norm(self.linear(a, f'l{n}.ao') + x, f'l{n}.aln')
            f = self.linear(x, f'l{n}.fi')
            f = f * (1 + np.vectorize(math.erf)(f / math.sqrt(2))) / 2
            x = self.norm(self.linear(f, f'l{n}.fo') + x, f'l{n}.oln')
        x = x.mean(0)
        return x / np.linalg.norm(x)


def fixtures():
    document, notes, rest = many(random.Random(7), 150)
    chosen = ['passage: ' + t for t in document[::15]] + ['query: ' + t for t in notes[::60]] + rest
    lines = ',\n'.join(json.dumps([t, ids(t)], separators=(',', ':')) for t in chosen)
    (HERE / 'fixtures/tokens.json').write_text(f'[\n{lines}\n]\n')
    network = Network()
    vectors = [network.vector(ids(f'{kind}: {text}')) for kind, text in SENTENCES]
    sentences = [{'kind': k, 'text': t, 'first': [round(float(x), 7) for x in v[:8]]}
                 for (k, t), v in zip(SENTENCES, vectors)]
    pairs = [[a, b, round(float(vectors[a] @ vectors[b]), 6)] for a, b in PAIRS]
    (HERE / 'fixtures/vectors.json').write_text(
        '{"sentences":[\n' + ',\n'.join(map(json.dumps, sentences)) + '\n],"pairs":' + json.dumps(pairs) + '}\n')
    print(len(chosen), 'texts,', [(a, b, c) for a, b, c in pairs])


if __name__ == '__main__':
    if sys.argv[1:2] == ['compare']:
        compare(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    fixtures()
