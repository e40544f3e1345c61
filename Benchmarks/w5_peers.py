#!/usr/bin/env python3
"""A one-page bill as PDF, N different ones, each a file of its own.
usage: w5_peers.py reportlab|weasyprint|typst N FOLDER [BILLS IN A FILE], the last for reportlab"""
import html
import io
import json
import os
import resource
import sys
import time

PARAGRAPH = (
    "You can pay by Direct Debit, online, by telephone or at any PayPoint. If you are struggling "
    "to pay please contact us: we can agree an affordable plan, and free advice is available from "
    "Citizens Advice. Readings marked E are estimated; send us a reading within 14 days and we "
    "will rebill without charge.")


def pounds(pence):
    return f"{'-' if pence < 0 else ''}£{abs(pence) // 100}.{abs(pence) % 100:02d}"


def bill(k):
    used = [120 + (k * 7919 + i * 104729) % 480 for i in range(13)]
    lines = [
        ("Standing charge", "30 days", "53.48p", 1604), ("Block 1", "120 kWh", "24.50p", 2940),
        ("Block 2", "210 kWh", "27.35p", 5744),
        ("Block 3", f"{used[12]} kWh", "31.20p", used[12] * 312 // 10),
        ("Direct Debit discount", "1", "-", -175)]
    net = sum(line[3] for line in lines)
    vat = (net * 5 + 50) // 100
    rows = lines + [("Net", "", "", net), ("VAT at 5%", "", "", vat)]
    return {
        "no": f"INV-{k:08d}", "account": str(8500000000 + k), "name": f"Customer {k}",
        "address": [f"{k % 200 + 1} High Street", "Sometown", "AB1 2CD"], "used": used,
        "rows": [[a, b, c, pounds(d)] for a, b, c, d in rows], "total": pounds(net + vat)}


def reportlab_maker(_):
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen import canvas
    width, height = A4

    def draw(c, b):
        c.setFillColorRGB(.13, .27, .4)
        c.rect(51, height - 80, 120, 24, fill=1, stroke=0)
        c.setFillColorRGB(1, 1, 1)
        c.setFont("Helvetica", 9)
        c.drawString(57, height - 70, "Example Energy")
        c.setFillColorRGB(0, 0, 0)
        for i, text in enumerate([b["name"], *b["address"]]):
            c.drawString(51, height - 110 - 11 * i, text)
        facts = [f"Account {b['account']}", f"Bill {b['no']}", "16 Sep 2026 to 16 Oct 2026"]
        for i, text in enumerate(facts):
            c.drawRightString(width - 51, height - 110 - 11 * i, text)
        c.setFont("Helvetica-Bold", 18)
        c.drawString(51, height - 190, "Your bill")
        c.setFont("Helvetica", 9)
        y = height - 215
        for row in [["Charge", "Quantity", "Rate", "Amount"], *b["rows"]]:
            c.drawString(54, y, row[0])
            c.drawString(300, y, row[1])
            c.drawString(380, y, row[2])
            c.drawRightString(width - 54, y, row[3])
            c.setLineWidth(.5)
            c.line(51, y - 4, width - 51, y - 4)
            y -= 16
        c.setFillColorRGB(.93, .93, .93)
        c.rect(51, y - 28, width - 102, 30, fill=1, stroke=0)
        c.setFillColorRGB(0, 0, 0)
        c.setFont("Helvetica", 14)
        c.drawString(59, y - 18, "Total due " + b["total"])
        y -= 110
        c.setFillColorRGB(.27, .53, .67)
        most = max(b["used"])
        for i, value in enumerate(b["used"]):
            c.rect(51 + 18 * i, y, 14, value * 60 // most, fill=1, stroke=0)
        c.setFillColorRGB(0, 0, 0)
        c.setFont("Helvetica", 9)
        y -= 20
        for _ in range(2):
            for text in simpleSplit(PARAGRAPH, "Helvetica", 9, width - 102):
                c.drawString(51, y, text)
                y -= 11
            y -= 6
        c.setFont("Helvetica", 7)
        c.drawString(51, y - 20, f"Payment reference {b['account']} - page 1 of 1")
        c.showPage()

    def make(*bills):
        out = io.BytesIO()
        c = canvas.Canvas(out, pagesize=A4, pageCompression=1)
        for b in bills:
            draw(c, b)
        c.save()
        return out.getvalue()

    return make


STYLE = """@page{size:A4;margin:18mm}body{font:9pt sans-serif}.logo{background:#246;color:#fff;
padding:6pt;width:120pt}.a{margin-top:20pt}.k{text-align:right}table{width:100%;
border-collapse:collapse}td,th{border-bottom:.5pt solid #999;padding:3pt;text-align:left}
.r{text-align:right}.t{background:#eee;font-size:14pt;padding:8pt;margin:10pt 0}.c{height:64pt}
.b{display:inline-block;width:14pt;margin-right:4pt;background:#48a}
.f{font-size:7pt;margin-top:20pt}"""


def page(b):
    most = max(b["used"])
    bars = "".join(
        f'<div class="b" style="height:{v * 60 // most}pt"></div>' for v in b["used"])
    rows = "".join(
        "<tr><td>%s</td><td>%s</td><td>%s</td><td class='r'>%s</td></tr>"
        % tuple(html.escape(cell) for cell in row) for row in b["rows"])
    return f"""<div class="logo">Example Energy</div><div class="a">{b['name']}<br>
{'<br>'.join(b['address'])}</div><div class="k">Account {b['account']}<br>Bill {b['no']}<br>
16 Sep 2026 to 16 Oct 2026</div><h1>Your bill</h1><table><tr><th>Charge</th><th>Quantity</th>
<th>Rate</th><th class="r">Amount</th></tr>{rows}</table><div class="t">Total due {b['total']}</div>
<div class="c">{bars}</div><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p>
<div class="f">Payment reference {b['account']} - page 1 of 1</div>"""


def weasyprint_maker(_):
    import weasyprint
    style = weasyprint.CSS(string=STYLE)
    return lambda b: weasyprint.HTML(string=page(b)).write_pdf(stylesheets=[style])


TYPST = """#let b = json(bytes(sys.inputs.data))
#set page("a4", margin: 18mm)
#set text(9pt)
#block(fill: rgb("#224466"), inset: 6pt, width: 120pt, text(fill: white)[Example Energy])
#v(20pt)
#b.name #linebreak() #b.address.join(linebreak())
#align(right)[Account #b.account \\ Bill #b.no \\ 16 Sep 2026 to 16 Oct 2026]
#heading[Your bill]
#table(columns: (1fr, auto, auto, auto), align: (left, left, left, right),
  stroke: (bottom: 0.5pt), [Charge], [Quantity], [Rate], [Amount], ..b.rows.flatten())
#block(fill: luma(235), inset: 8pt, width: 100%, text(14pt)[Total due #b.total])
#stack(dir: ltr, spacing: 4pt, ..b.used.map(v => box(height: 64pt, align(bottom,
  rect(width: 14pt, height: v / calc.max(..b.used) * 60pt, fill: rgb("#4488aa"), stroke: none)))))
#par(b.paragraph) #par(b.paragraph)
#text(7pt)[Payment reference #b.account - page 1 of 1]
"""


def typst_maker(folder):
    import typst
    source = os.path.join(folder, "bill.typ")
    with open(source, "w") as file:
        file.write(TYPST)
    # Kept, so that the machine's fonts are looked for once.
    compiler = typst.Compiler(source)
    return lambda b: compiler.compile(
        sys_inputs={"data": json.dumps(dict(b, paragraph=PARAGRAPH))})


MAKERS = {"reportlab": reportlab_maker, "weasyprint": weasyprint_maker, "typst": typst_maker}
peer, count, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
together = int(sys.argv[4]) if len(sys.argv) > 4 else 1
os.makedirs(folder, exist_ok=True)
make = MAKERS[peer](folder)
size = 0
wall, cpu = time.perf_counter(), time.process_time()
for k in range(0, count, together):
    data = make(*(bill(n) for n in range(k, min(k + together, count))))
    size += len(data)
    with open(os.path.join(folder, f"{k}.pdf"), "wb") as file:
        file.write(data)
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
print(json.dumps({
    "peer": peer if together == 1 else peer + ", together", "docs": count, "wall_s": wall, "cpu_s": cpu, "docs_per_cpu_s": count / cpu,
    "kb_per_doc": size / count / 1000,
    "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
