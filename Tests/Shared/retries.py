"""The ladders of late steps where each delivery of a push reaches another instance: nobody sees that there are two."""

import contextlib
import os

import ladder
from late import Late
from shared import NAMES, Redis


def run(report, directory, options):
    with contextlib.ExitStack() as stack:
        api, redis = stack.enter_context(ladder.apis()), stack.enter_context(Redis(directory))
        servers = [stack.enter_context(start(name, directory, redis, api)) for name in NAMES]
        ladder.climb(report, options, api, servers)


def start(name, directory, redis, api):
    place = os.path.join(directory, name)
    os.mkdir(place)
    return Late(place, data=place, redis=redis.url, instance=name, **ladder.settings(api))
