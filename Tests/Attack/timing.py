"""Whether the time of an answer tells which check has failed: a wrong padding against a foreign appid.

Both behind a right msg_signature, of the same length, over one connection of this machine, in an order of chance. By
hand, because it is about times: other work on the machine hides what there is to see, and never shows what is not.
"""

import gc
import math
import random
import statistics
import time

from push import Client, text
from sealed import ACCOUNTS, APP_ID, body, encrypt, parameters, plain, request
from wechatd import Server

SAMPLES = 10_000  # of each
WARM_UP = 1_000
# A difference of chance is found once in so many runs.
CHANCE = 1_000


def run(report, directory, options):
    with Server(directory, accounts=ACCOUNTS, requests_per_connection=1_000_000) as server:
        paddings, appids = samples(server)
        refusals = server.refusals()
    right = SAMPLES + WARM_UP
    found = refusals["envelope_padding"], refusals["envelope_receiver"]
    report.want(f"{found} refused ({right} of each)", found == (right, right))
    medians = statistics.median(paddings), statistics.median(appids)
    report.say(f"medians {medians[0] / 1000:.2f} µs for the padding, {medians[1] / 1000:.2f} µs for the appid")
    p = rank_sum(paddings, appids)
    report.want(f"rank sum p = {p:.3f} (≥ {1 / CHANCE})", p >= 1 / CHANCE)
    difference, error = welch(trimmed(paddings), trimmed(appids))
    p = two_sided(difference / error)
    report.want(f"trimmed means differ by {difference:.0f} ns, standard error {error:.0f} ns, p = {p:.3f}", p >= 1 / CHANCE)


def samples(server):
    """Nanoseconds until the answer was read, for each of the two."""
    content, foreign = text(), "wx9999999999999999"
    makers = [lambda: wrong_padding(content), lambda: encrypt(plain(content, foreign))]
    # All made before, because what one has cost to make would be in the caches when it is sent.
    prepared = []
    for _ in range(WARM_UP + SAMPLES):
        for kind in random.sample([0, 1], 2):
            encrypted = makers[kind]()
            prepared.append((kind, request("safe", parameters(encrypted), body(encrypted))))
    times = [], []
    gc.disable()
    with Client(server.port) as client:
        for kind, whole in prepared:
            start = time.perf_counter_ns()
            client.send(whole)
            client.answer()
            times[kind].append(time.perf_counter_ns() - start)
    gc.enable()
    return times[0][WARM_UP:], times[1][WARM_UP:]


def wrong_padding(content):
    blocks = bytearray(plain(content, APP_ID["safe"]))
    # Which bit of it is wrong should make no difference either.
    blocks[-random.randint(1, blocks[-1])] ^= 1 << random.randrange(6, 8)
    return encrypt(bytes(blocks))


def rank_sum(left, right):
    """The probability that samples of one distribution differ at least so much (Mann and Whitney)."""
    marked = sorted([(value, 0) for value in left] + [(value, 1) for value in right])
    ranks, ties, start = 0.0, 0, 0
    while start < len(marked):
        end = start
        while end < len(marked) and marked[end][0] == marked[start][0]:
            end += 1
        ranks += (start + end + 1) / 2 * sum(kind == 0 for _, kind in marked[start:end])
        ties += (end - start) ** 3 - (end - start)
        start = end
    n, m, count = len(left), len(right), len(marked)
    mean = n * (count + 1) / 2
    variance = n * m / 12 * (count + 1 - ties / (count * (count - 1)))
    return two_sided((ranks - mean) / math.sqrt(variance))


def trimmed(values):
    """Without the tenth at either end, which belongs to the machine's other work."""
    cut = len(values) // 10
    return sorted(values)[cut:-cut]


def welch(left, right):
    """The difference of the means and its standard error."""
    error = math.sqrt(statistics.variance(left) / len(left) + statistics.variance(right) / len(right))
    return statistics.fmean(left) - statistics.fmean(right), error


def two_sided(z):
    return math.erfc(abs(z) / math.sqrt(2))
