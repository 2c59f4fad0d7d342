"""Plans one problem with PyVRP in so many seconds of processor time, and prints what it costs."""

import pathlib
import sys
import tempfile
import time

import pyvrp


class ProcessorTime:
    """Stops when the process has had its processor time, whatever else the machine does."""

    def __init__(self, limit):
        self.end = time.process_time() + limit

    def __call__(self, best_cost):
        return time.process_time() > self.end

    def fraction_remaining(self):
        return None


def vrplib(solomon):
    """Says a problem in Solomon's form in VRPLIB's, which is what PyVRP reads."""
    rows = [line.split() for line in solomon.splitlines()]
    numbers = [row for row in rows if row and row[0].isdigit()]
    (vehicles, capacity), nodes = numbers[0], numbers[1:]
    sections = {"NODE_COORD": slice(1, 3), "DEMAND": slice(3, 4), "TIME_WINDOW": slice(4, 6), "SERVICE_TIME": slice(6, 7)}
    lines = ["TYPE : VRPTW", f"DIMENSION : {len(nodes)}", f"VEHICLES : {vehicles}", f"CAPACITY : {capacity}", "EDGE_WEIGHT_TYPE : EUC_2D"]
    for name, columns in sections.items():
        lines.append(f"{name}_SECTION")
        lines.extend(" ".join([str(i + 1), *node[columns]]) for i, node in enumerate(nodes))
    return "\n".join([*lines, "DEPOT_SECTION", "1", "-1", "EOF", ""])


def read(path, rounding):
    text = pathlib.Path(path).read_text()
    if "_SECTION" in text:
        return pyvrp.read(path, round_func=rounding)
    with tempfile.NamedTemporaryFile("w", suffix=".vrp") as file:
        file.write(vrplib(text))
        file.flush()
        return pyvrp.read(file.name, round_func=rounding)


path, rounding, seconds, seed = sys.argv[1:]
result = pyvrp.solve(read(path, rounding), stop=ProcessorTime(float(seconds)), seed=int(seed), display=False)
if not result.is_feasible():
    sys.exit("no plan that keeps every rule was found")
print(result.cost())
