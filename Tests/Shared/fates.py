"""What became of pushes, whichever instances they came to, and how often their users were answered."""

import time

from durable import Effects

SOON = 60  # seconds for what must come yet, on a machine that others use as well


class Fates:
    """Pushes of one document are one push. `file` has what handlers have done, `messages` what users were sent."""

    def __init__(self, pushes, file, messages):
        self.file, self.messages = file, messages
        self.copies = {}
        for push in pushes:
            self.copies.setdefault(push.id, []).append(push)
        self.pushes = [copies[0] for copies in self.copies.values()]
        self.read()

    def read(self):
        self.effects = Effects(self.file)
        self.sent = [text for _, _, text in list(self.messages)]

    def settle(self):
        """Waits until each that was acknowledged has ended and is answered, and a moment for what should not come."""
        end = time.monotonic() + SOON
        while (self.lost() or self.silent()) and time.monotonic() < end:
            time.sleep(0.2)
            self.read()
        time.sleep(1)
        self.read()

    def is_acknowledged(self, push):
        return any(copy.answered for copy in self.copies[push.id])

    def answers(self, push):
        wanted = f"answer to {push.text}"
        return any(copy.seen == wanted for copy in self.copies[push.id]) + self.sent.count(wanted)

    def bodies(self, push):
        """The answers to its copies, each once."""
        deliveries = [delivery for copy in self.copies[push.id] for delivery in copy.deliveries]
        return {delivery.body for delivery in deliveries if delivery.status == 200}

    def is_once(self, push):
        return len(self.effects.begins(push)) == len(self.effects.ends(push)) == 1

    def acknowledged(self):
        return [push for push in self.pushes if self.is_acknowledged(push)]

    def lost(self):
        return [push for push in self.acknowledged() if not self.effects.ends(push)]

    def twice(self):
        return [push for push in self.pushes if len(self.effects.ends(push)) > 1]

    def silent(self):
        return [push for push in self.acknowledged() if not self.answers(push)]

    def double(self):
        return [push for push in self.pushes if self.answers(push) > 1]

    def begun_again(self):
        return [push for push in self.pushes if len(self.effects.begins(push)) > 1]

    def numberless(self):
        """Those that were begun again by who did not know it."""
        return [push for push in self.begun_again() if any(
            effect.attempt < 2 for effect in self.effects.begins(push)[1:])]

    def story(self, push):
        """For whoever looks for the reason."""
        start = push.deliveries[0].start
        deliveries = [
            f"{delivery.status} {delivery.body[:9]} {delivery.start - start:.2f}+{delivery.seconds:.2f} s"
            for copy in self.copies[push.id] for delivery in copy.deliveries]
        begins = [effect.attempt for effect in self.effects.begins(push)]
        sent = [f"{when - start:.2f} s" for when, _, text in self.messages if text == f"answer to {push.text}"]
        ends = len(self.effects.ends(push))
        return f"{push.text} {push.id}: deliveries {deliveries}, begun {begins}, ended {ends} ×, messages {sent}"

    def tell(self, what, pushes):
        for push in pushes[:5]:
            print(f"{what}: {self.story(push)}")
