#!/usr/bin/env python3
"""The same job with LibreOffice, to measure beside: peer_libreoffice.py FILE OUT ANSWERS.json

Starts LibreOffice without a window, opens the file through its Python bridge (UNO), sets the texts cell by cell as
a macro would, stores an .xlsx and ends it. The time includes starting it, as for everyone else. Needs Debian's
python3-uno and therefore Debian's python3.
"""
import json, os, subprocess, sys, tempfile, time
import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

file, out, answers = (os.path.abspath(a) for a in sys.argv[1:4])


def option(name, value):
    p = PropertyValue()
    p.Name, p.Value = name, value
    return p


with tempfile.TemporaryDirectory() as profile:
    pipe = f"kotae{os.getpid()}"
    office = subprocess.Popen([os.environ.get("SOFFICE", "soffice"), f"-env:UserInstallation=file://{profile}", "--headless",
                               "--norestore", f"--accept=pipe,name={pipe};urp"], stdout=subprocess.DEVNULL)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + 120
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            break
        except NoConnectException:
            if time.monotonic() > until:
                sys.exit("LibreOffice does not answer")
            time.sleep(0.02)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    book = desktop.loadComponentFromURL(uno.systemPathToFileUrl(file), "_blank", 0, (option("Hidden", True),))
    book.lockControllers()
    for sheet, cells in json.load(open(answers, encoding="utf8")).items():
        found = book.Sheets.getByName(sheet)
        for at, text in cells.items():
            found.getCellRangeByName(at).setString(text)
    book.storeToURL(uno.systemPathToFileUrl(out), (option("FilterName", "Calc MS Excel 2007 XML"),))
    book.close(True)
    try:
        desktop.terminate()
    except Exception:  # It closes the bridge while it answers.
        pass
    office.wait(60)
