"""200 pushes, each four times at once over connections of their own, on two loops: each is handled once."""

import push as pushes
from late import Late
from push import Client, post
from wechat import Push

PUSHES = 200
COPIES = 4


def run(report, directory, options):
    rounds = 5 if options.quick else 50
    handled, same, right = [], 0, 0
    with Late(directory, loops=2, idle_seconds=600) as server:
        clients = [Client(server.port) for _ in range(PUSHES * COPIES)]
        for number in range(rounds):
            # One half is answered at once, the other while its copies wait.
            orders = ["sleep 0.05" if index % 2 else "at once" for index in range(PUSHES)]
            batch = [Push(f"{order} {number}", f"oCopies{index}") for index, order in enumerate(orders)]
            answers = deliver(clients, batch)
            bodies = [[answer.bytes.partition(b"\r\n\r\n")[2] for answer in answers[index::PUSHES]] for index in range(PUSHES)]
            same += sum(len(set(copies)) == 1 for copies in bodies)
            right += sum(b"answer to" in copies[0] for copies in bodies)
            starts = server.starts()
            handled.append(sum(starts[push.id] for push in batch))
        for client in clients:
            client.close()
    total = rounds * PUSHES
    wrong = [count for count in handled if count != PUSHES]
    report.want(f"{rounds} rounds of {PUSHES} × {COPIES}, handled {min(handled)} to {max(handled)} ({PUSHES})", not wrong)
    report.want(f"{same} of {total} had four copies of the same answer, {right} the right one", same == right == total)


def deliver(clients, batch):
    """Sends all copies of all, the first of each push on the first connections and so on; their answers in that order."""
    # Every other copy has the timestamp and nonce of the first.
    requests = [
        post(push.document, push.first if copy % 2 == 0 else pushes.target())
        for copy in range(COPIES) for push in batch
    ]
    for client, request in zip(clients, requests):
        client.send(request)
    return [client.answer() for client in clients]
