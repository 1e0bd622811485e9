"""What scenarios measure, and what is printed of it."""

import importlib
import tempfile
import traceback


class Report:
    """What a scenario has measured."""

    def __init__(self, judges_times):
        self.judges_times = judges_times
        self.figures = []
        self.is_ok = True

    def say(self, figure):
        self.figures.append(figure)

    def want(self, figure, is_as_wanted):
        self.is_ok &= is_as_wanted
        self.say(figure if is_as_wanted else f"{figure} ✗")

    def want_time(self, figure, is_as_wanted):
        """A time of this machine, or what follows from one."""
        self.want(figure, is_as_wanted or not self.judges_times)


def play(name, options):
    """Runs a scenario and prints its line; whether all was as wanted."""
    report = Report(judges_times=not options.quick)
    with tempfile.TemporaryDirectory() as directory:
        try:
            importlib.import_module(name).run(report, directory, options)
        except Exception as error:
            traceback.print_exc()
            report.want(f"{type(error).__name__}: {error}", False)
    print(f"{name}: {'; '.join(report.figures)}: {'ok' if report.is_ok else 'FAILED'}", flush=True)
    return report.is_ok
