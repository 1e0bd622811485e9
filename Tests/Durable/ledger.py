"""What became of pushes while servers were killed, and whether that is what was promised."""

import dataclasses

from durable import PARKED, UNKNOWN


@dataclasses.dataclass
class Snapshot:
    """What there was when a server had been killed: the size of the file of effects, and the journal's rows."""

    size: int
    rows: dict


class Ledger:
    def __init__(self, pushes, effects, snapshots, messages, letters):
        self.pushes, self.effects, self.snapshots = pushes, effects, snapshots
        self.messages, self.letters = messages, letters
        self.acknowledged = [push for push in pushes if push.answered]

    def lost(self):
        return [push for push in self.acknowledged if not self.effects.ends(push)]

    def process(self, place):
        """The number of the process that has written there."""
        return sum(snapshot.size <= place for snapshot in self.snapshots)

    def begun_again(self):
        """Each further beginning: the push, the effect, and the last row before it, if there was one."""
        for push in self.pushes:
            for effect in self.effects.begins(push)[1:]:
                number = self.process(effect.place)
                row = self.snapshots[number - 1].rows.get(push.id) if number else None
                yield push, effect, row

    def twice_in_one(self):
        """Those that one process has begun twice."""
        processes = {push: [self.process(effect.place) for effect in self.effects.begins(push)] for push in self.pushes}
        return [push for push, numbers in processes.items() if len(set(numbers)) < len(numbers)]

    def answers(self, push):
        """How often the user has read the answer: as a reply, as a message, as a letter."""
        wanted = f"answer to {push.text}"
        return (push.seen == wanted) + len(self.sent(push)) + (self.letters.get(push.id) == wanted)

    def sent(self, push):
        return [text for _, _, text in self.messages if text == f"answer to {push.text}"]

    def judge(self, report, rows):
        """`rows` are those at the end."""
        again = list(self.begun_again())
        ended = [entry for entry in again if entry[2] and not entry[2].is_unfinished]
        numberless = [entry for entry in again if entry[2] and entry[2].is_unfinished and entry[1].attempt < 2]
        effects = sum(len(self.effects.ends(push)) > 1 for push in self.pushes)
        answers = {push: self.answers(push) for push in self.pushes}
        silent = [push for push in self.acknowledged if not answers[push]]
        lost, inside = self.lost(), self.twice_in_one()
        report.say(f"{len(self.pushes)} pushes, {sum(len(push.deliveries) for push in self.pushes)} deliveries")
        report.say(f"{len(self.acknowledged)} acknowledged")
        report.want(f"{len(lost)} of them lost (0){examples(lost)}", not lost)
        twice = [push for push, _, _ in ended] + inside
        report.want(f"{len(twice)} handled twice (0){examples(twice)}", not twice)
        known = sum(row is not None for _, _, row in again)
        report.say(f"{len(again)} begun again that had not ended, {known} of them by the journal")
        report.want(f"{len(numberless)} of these as attempt 1 (0)", not numberless)
        report.say(f"{effects} effects twice, killed before they were recorded")
        double = [push for push, count in answers.items() if count > 1]
        report.want(f"{len(double)} users with two answers (0){examples(double)}", not double)
        unknown = sum(row.late == UNKNOWN for row in rows.values())
        parked = [push for push in self.pushes if push.id in rows and rows[push.id].state == PARKED]
        report.want(f"{len(parked)} parked (0){examples(parked)}", not parked)
        # These may never come; for all others there is a way.
        excused = {push for push in silent if push.id in rows and rows[push.id].late == UNKNOWN}
        forgotten = [push for push in silent if push not in excused and push not in parked]
        report.say(f"{len(excused)} of {unknown} late answers that were caught in sending have not come")
        report.want(f"{len(forgotten)} other users without an answer (0){examples(forgotten)}", not forgotten)
        for what, some in {"lost": lost, "twice": twice, "two answers": double, "no answer": forgotten}.items():
            for push in some[:5]:
                print(f"{what}: {push.text} {push.path} {self.story(push)}, {rows.get(push.id)}")

    def story(self, push):
        """What happened to it, for whoever looks for the reason."""
        begins = [f"{effect.attempt} in process {self.process(effect.place)}" for effect in self.effects.begins(push)]
        start = push.deliveries[0].start
        deliveries = [
            f"{delivery.status} {delivery.body[:9]} {delivery.start - start:.2f}+{delivery.seconds:.2f} s"
            for delivery in push.deliveries]
        sent = [f"{when - start:.2f} s" for when, _, text in self.messages if text == f"answer to {push.text}"]
        ends = [f"in process {self.process(effect.place)}" for effect in self.effects.ends(push)]
        return f"deliveries {deliveries}, begun {begins}, ended {ends}, messages {sent}"


def examples(pushes):
    """Some of them, for whoever looks for the reason."""
    return "".join(f" [{push.text} {push.path} {push.id}]" for push in pushes[:3])
