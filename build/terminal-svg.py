#!/usr/bin/env python3
"""Draws what programs printed on a terminal as an SVG: terminal-svg.py OUT.svg TITLE COMMAND RECORDING [COMMAND RECORDING ...]

A recording is what `script` wrote. Of ANSI's sequences those are followed that progress bars use: colours, cursor up and back, erasing. Each command's lines appear
when their turn comes; where animations are switched off, or unknown, all of them are there from the start.
"""
import html
import re
import sys
import xml.etree.ElementTree

COLUMNS = 132
LINE = 19
SEQUENCE = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>78]")
BASE = ["#8d96a8", "#ff7b86", "#5fd39b", "#f2cc72", "#7fb2ff", "#cf9bf5", "#6bd3df", "#e6ebf4"]
DEFAULT = "#dbe2ee"


class Screen:
    """The lines of a terminal as lists of (character, colour, bold); it grows downwards for ever."""

    def __init__(self):
        self.lines, self.row, self.column = [[]], 0, 0
        self.colour, self.bold = DEFAULT, False

    def put(self, character):
        if self.column >= COLUMNS:
            self.row, self.column = self.row + 1, 0
        while self.row >= len(self.lines):
            self.lines.append([])
        line = self.lines[self.row]
        while self.column >= len(line):
            line.append((" ", DEFAULT, False))
        line[self.column] = (character, self.colour, self.bold)
        self.column += 1

    def feed(self, text):
        at = 0
        while at < len(text):
            if text[at] == "\x1b" and (found := SEQUENCE.match(text, at)):
                if found.group(2):
                    self.control(found.group(1), found.group(2))
                at = found.end()
                continue
            character = text[at]
            if character == "\n":
                self.row, self.column = self.row + 1, 0
                while self.row >= len(self.lines):
                    self.lines.append([])
            elif character == "\r":
                self.column = 0
            elif character == "\b":
                self.column = max(0, self.column - 1)
            elif character == "\t":
                self.column = (self.column // 8 + 1) * 8
            elif character >= " ":
                self.put(character)
            at += 1

    def control(self, parameters, kind):
        numbers = [int(one) for one in parameters.replace("?", "").split(";") if one]
        count = numbers[0] if numbers else 1
        if kind == "A":
            self.row = max(0, self.row - count)
        elif kind == "B":
            self.row += count
        elif kind == "C":
            self.column += count
        elif kind == "D":
            self.column = max(0, self.column - count)
        elif kind == "G":
            self.column = max(0, count - 1)
        elif kind == "K" and self.row < len(self.lines):
            line = self.lines[self.row]
            self.lines[self.row] = [] if numbers[:1] == [2] else line[: self.column] if numbers[:1] in ([], [0]) else [(" ", DEFAULT, False)] * self.column + line[self.column :]
        elif kind == "J" and numbers[:1] in ([], [0]) and self.row < len(self.lines):
            self.lines[self.row] = self.lines[self.row][: self.column]
            del self.lines[self.row + 1 :]
        elif kind == "m":
            self.rendition(numbers or [0])

    def rendition(self, numbers):
        while numbers:
            number = numbers.pop(0)
            if number == 0:
                self.colour, self.bold = DEFAULT, False
            elif number == 1:
                self.bold = True
            elif number == 22:
                self.bold = False
            elif 30 <= number <= 37 or 90 <= number <= 97:
                self.colour = BASE[number % 10]
            elif number == 39:
                self.colour = DEFAULT
            elif number == 38 and numbers[:1] == [5]:
                self.colour, numbers = indexed(numbers[1] if len(numbers) > 1 else 7), numbers[2:]
            elif number == 38 and numbers[:1] == [2] and len(numbers) >= 4:
                self.colour, numbers = "#%02x%02x%02x" % tuple(numbers[1:4]), numbers[4:]
            elif number == 48:
                numbers = numbers[2:] if numbers[:1] == [5] else numbers[4:]


def indexed(number):
    if number < 16:
        return BASE[number % 8]
    if number >= 232:
        return "#%02x%02x%02x" % ((max(110, 8 + 10 * (number - 232)),) * 3)
    steps = [0, 95, 135, 175, 215, 255]
    number -= 16
    return "#%02x%02x%02x" % (steps[number // 36], steps[number // 6 % 6], steps[number % 6])


def spans(line):
    """A line as runs of one colour and weight."""
    while line and line[-1][0] == " ":
        line = line[:-1]
    runs = []
    for character, colour, bold in line:
        if runs and runs[-1][1:] == (colour, bold):
            runs[-1] = (runs[-1][0] + character, colour, bold)
        else:
            runs.append((character, colour, bold))
    return runs


def span(text, colour, bold):
    weight = ' font-weight="700"' if bold else ""
    return f'<tspan fill="{colour}"{weight}>{html.escape("".join(c if c.isprintable() else " " for c in text))}</tspan>'


def main():
    out, title, *rest = sys.argv[1:]
    rows = []
    for command, recording in zip(rest[::2], rest[1::2]):
        screen = Screen()
        with open(recording, encoding="utf-8", errors="replace", newline="") as file:
            screen.feed(re.sub(r"(?m)^Script (started|done).*\n?", "", file.read()))
        shown = [spans(line) for line in screen.lines]
        while shown and not shown[-1]:
            shown.pop()
        if not any(shown):
            sys.exit(f"'{command}' printed nothing: there is nothing to draw.")
        rows.append([("$ ", BASE[2], True), (command, "#ffffff", True)])
        rows += [*shown, []]

    rows.pop()
    width, height = COLUMNS * 8 + 40, len(rows) * LINE + 66
    svg = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="title">',
        f'<title id="title">{html.escape(title)}</title>',
        "<style>text{font:13.3px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre}"
        "@media (prefers-reduced-motion:no-preference){.l{animation:l .01s backwards}}@keyframes l{from{opacity:0}}</style>",
        f'<rect width="{width}" height="{height}" rx="10" fill="#121722"/>',
        '<g fill="#3a4356"><circle cx="22" cy="20" r="6"/><circle cx="42" cy="20" r="6"/><circle cx="62" cy="20" r="6"/></g>',
    ]
    delay = 0.4
    for number, row in enumerate(rows):
        if not row:
            continue
        delay += 0.9 if row[0][0] == "$ " else 0.12
        parts = "".join(span(*run) for run in row)
        svg.append(f'<text class="l" x="20" y="{56 + number * LINE}" style="animation-delay:{delay:.2f}s" xml:space="preserve">{parts}</text>')
    svg.append("</svg>")
    with open(out, "w", encoding="utf-8") as file:
        file.write("\n".join(svg) + "\n")
    xml.etree.ElementTree.parse(out)


if __name__ == "__main__":
    main()
