"""How the page of a case looks (C9): black on white, ruled like a form, on screen and on A4.

Fonts are named that lie on every system sold in China, and what other systems have instead.
"""

_FACE = (
    '"Helvetica Neue", Arial, "Segoe UI", "PingFang SC", "Microsoft YaHei", SimHei,'
    ' "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif'
)

STYLE = """
@page { size: A4 portrait; margin: 16mm 15mm 18mm 18mm;
  @bottom-left { font: 8pt %FACE%; color: #444; }
  @bottom-right { font: 8pt %FACE%; color: #444; } }
:root { --face: %FACE%;
  --title: "Times New Roman", "Songti SC", "STSong", "SimSun", "Noto Serif CJK SC",
  "Noto Serif SC", "Source Han Serif SC", "AR PL UMing CN", serif;
  --rule: #555; --soft: #999; --shade: #f1f1ee; }
* { box-sizing: border-box; }
html { background: #ddd; color: #000; }
body { font: 9.5pt/1.45 var(--face); font-variant-numeric: tabular-nums; background: #fff;
  max-width: 210mm; margin: 8mm auto; padding: 16mm 15mm 18mm 18mm; }
header { display: grid; grid-template-columns: 1fr auto; align-items: baseline; }
header p { margin: 0; }
.desk { font-size: 10pt; overflow-wrap: anywhere; }
.number { font-size: 13pt; font-weight: bold; white-space: nowrap; }
h1 { grid-column: 1 / -1; margin: 3mm 0 1mm; text-align: center; letter-spacing: .04em;
  font: bold 19pt/1.25 var(--title); }
:lang(zh) h1 { letter-spacing: .18em; }
.under { grid-column: 1 / -1; text-align: center; font-size: 8.5pt; color: #333;
  margin-bottom: 1mm; }
section { margin-top: 2.8mm; }
h2 { font: bold 10pt/1.3 var(--face); margin: 0 0 .8mm; break-after: avoid; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { border: .5pt solid var(--rule); padding: .7mm 1.8mm; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: normal; background: var(--shade); color: #222; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
.form { border: 1pt solid #000; }
.form col { width: 33%; }
.form col.label { width: 17%; }
.form td { height: 6.4mm; }
.form td.tall { height: 12.5mm; }
.grid { border: 1pt solid #000; font-size: 8.5pt; }
.grid thead { display: table-header-group; }
tr { break-inside: avoid; }
.signs { display: grid; grid-template-columns: repeat(3, 1fr); gap: 4mm 7mm; margin-top: 4.5mm; }
.end { break-inside: avoid; }
.sign p { margin: 0; }
.sign .line { height: 9mm; border-bottom: .7pt solid #000; }
.sign .date { text-align: right; margin-top: 1.2mm; font-size: 8.5pt; white-space: nowrap; }
footer { margin-top: 6mm; font-size: 8pt; color: #444; }
@media print {
  html, body { background: none; }
  body { max-width: none; margin: 0; padding: 0; }
  footer { display: none; }
}
""".replace("%FACE%", _FACE)
