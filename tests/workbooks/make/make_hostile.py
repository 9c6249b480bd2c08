"""Files that must be refused: a clear error (exit 3) within ten seconds, no crash, no partial result."""
from common import *
from make_raw import write, zip_parts, rows5, HEAD, MAIN, REL, PKG, W
import io, os, struct, zipfile, zlib

R = [("区分", "この行が読まれることはありません。"), ("区分", "拒まれるべきファイルです。")]


def base():
    p = os.path.join(SET, ".base.xlsx"); write(p, "調査", rows5("調査", ["No.", "区分", "質問", "回答", "備考"], R), W, [("D4:D5", '"はい,いいえ"')], shared=False)
    b = open(p, "rb").read(); os.remove(p); return b


def patched(path, part, f):
    z = zipfile.ZipFile(io.BytesIO(base())); zip_parts(path, {n: f(z.read(n).decode()) if n == part else z.read(n) for n in z.namelist()})


def truth(name, traps): return Truth(name, "xlsx", "by hand", traps, expect="error")


def e01():
    T = truth("e01_truncated", ["a zip cut off in the middle: no central directory"]); b = base(); open(T.path, "wb").write(b[: len(b) * 2 // 3]); T.save()


def e02():
    T = truth("e02_entity_bomb", ["DOCTYPE with nested entities (billion laughs) in the sheet XML"])
    d = "<!DOCTYPE worksheet [\n<!ENTITY a0 \"はい\">\n" + "".join(f'<!ENTITY a{i} "{(f"&a{i-1};") * 10}">\n' for i in range(1, 11)) + "]>\n"
    patched(T.path, "xl/worksheets/sheet1.xml", lambda s: s.replace("<worksheet", d + "<worksheet", 1).replace("この行が読まれることはありません。", "&a10;")); T.save()


def e03():
    T = truth("e03_external_entity", ["DOCTYPE with an external entity (a local file) in the sheet XML"])
    patched(T.path, "xl/worksheets/sheet1.xml", lambda s: s.replace("<worksheet", '<!DOCTYPE worksheet [<!ENTITY f SYSTEM "file:///etc/hostname">]>\n<worksheet', 1).replace("拒まれるべきファイルです。", "&f;")); T.save()


def e04():
    """Twenty sheets whose central-directory entries all point to one compressed stream: under 200 kB on disk, 2.4 GB of sheet XML."""
    T = truth("e04_zip_bomb", ["under 200 kB on disk, 20 sheets of 120 MB each (2.4 GB in all); overlapping entries, sizes declared truthfully"])
    start = (HEAD + f'<worksheet xmlns="{MAIN}"><sheetData>').encode(); unit = b"<row/>"; end = b"</sheetData></worksheet>"
    n, total = 20, 120_000_000; co = zlib.compressobj(9, zlib.DEFLATED, -15); out = [co.compress(start)]; crc = zlib.crc32(start); size = len(start); chunk = unit * 200000
    while size < total: out.append(co.compress(chunk)); crc = zlib.crc32(chunk, crc); size += len(chunk)
    out += [co.compress(end), co.flush()]; crc = zlib.crc32(end, crc); size += len(end); data = b"".join(out)
    ids = range(1, n + 1)
    small = {"[Content_Types].xml": HEAD + f'<Types xmlns="{PKG}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
                 + "".join(f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' for i in ids) + "</Types>",
             "_rels/.rels": HEAD + f'<Relationships xmlns="{PKG}/relationships"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
             "xl/workbook.xml": HEAD + f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>' + "".join(f'<sheet name="調査{i}" sheetId="{i}" r:id="rId{i}"/>' for i in ids) + "</sheets></workbook>",
             "xl/_rels/workbook.xml.rels": HEAD + f'<Relationships xmlns="{PKG}/relationships">' + "".join(f'<Relationship Id="rId{i}" Type="{REL}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in ids) + "</Relationships>"}
    dt = (STAMP[0] - 1980) << 9 | STAMP[1] << 5 | STAMP[2]; tm = STAMP[3] << 11
    body, cd = b"", []

    def local(name, c, k, u): return struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, tm, dt, c, k, u, len(name), 0) + name

    def central(name, c, k, u, off): return struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, tm, dt, c, k, u, len(name), 0, 0, 0, 0, 0, off) + name
    for name, s in small.items():
        s = s.encode(); z = zlib.compressobj(9, zlib.DEFLATED, -15); d = z.compress(s) + z.flush(); name = name.encode(); off = len(body)
        body += local(name, zlib.crc32(s), len(d), len(s)) + d; cd.append(central(name, zlib.crc32(s), len(d), len(s), off))
    off = len(body); body += local(b"xl/worksheets/sheet1.xml", crc, len(data), size) + data
    for i in ids: cd.append(central(f"xl/worksheets/sheet{i}.xml".encode(), crc, len(data), size, off))
    c = b"".join(cd); open(T.path, "wb").write(body + c + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(cd), len(cd), len(c), len(body), 0)); T.save()


def e05():
    T = truth("e05_not_a_zip", ["a text file called .xlsx"]); open(T.path, "wb").write("これは表計算ソフトのファイルではありません。\r\n質問,回答\r\n".encode("cp932") * 20); T.save()


def e06():
    T = truth("e06_no_workbook", ["a zip without a workbook (a word-processor document called .xlsx)"])
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    zip_parts(T.path, {"[Content_Types].xml": HEAD + f'<Types xmlns="{PKG}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": HEAD + f'<Relationships xmlns="{PKG}/relationships"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": HEAD + f'<w:document xmlns:w="{w}"><w:body><w:p><w:r><w:t>質問票は別のファイルです。</w:t></w:r></w:p></w:body></w:document>'}); T.save()


def e07():
    T = truth("e07_empty", ["a file of no bytes"]); open(T.path, "wb").close(); T.save()


ALL = [e01, e02, e03, e04, e05, e06, e07]
if __name__ == "__main__":
    for f in ALL: f()
