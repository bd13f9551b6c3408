"""Plays a scanner line: sends pictures of parcels over HTTP and prints what the sorter does with each.

    screening serve &
    python3 docs/examples/scanner.py http://127.0.0.1:8080 --lane 3 RR473124829GB.png

What a line must do is here and nothing else: one idempotency key a scan, so that it may be sent again; a deadline; and
DIVERT whenever there is no answer in time. A file's name is the parcel's code. A machine's key is read from SCANNER_KEY.
Needs the standard library only.
"""

import argparse
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from pathlib import Path


class Refused(Exception):
    """Sent again as it is, the scan would be refused again."""


def send(service, lane, parcel, idempotency_key, picture, left):
    """Sends a scan once. Gives the record and no pause, or no record and the seconds to wait before the next attempt."""
    query = urllib.parse.urlencode({"parcel": parcel, "lane": lane})
    headers = {
        "Content-Type": "application/octet-stream",
        "Idempotency-Key": idempotency_key,
        # The service answers a little before the parcel is at the divert point, whatever happens.
        "Prefer": f"wait={max(0.8 * left, 0.001):.3f}",
    }
    key = os.environ.get("SCANNER_KEY")
    if key:
        headers["Authorization"] = f"Bearer {key}"
    request = urllib.request.Request(f"{service}/v1/scans?{query}", data=picture, headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=left) as answer:
            return json.load(answer), 0.0
    except urllib.error.HTTPError as error:
        pause = error.headers.get("Retry-After")
        if pause is None:
            raise Refused(f"refused with {error.code}: {json.load(error)['detail']}") from error
        return None, float(pause)
    except (OSError, ValueError) as error:
        print(f"{parcel}: {error}; trying again", file=sys.stderr)
        return None, 0.2


def decide(service, lane, picture, belt):
    """Sends a scan until there is an answer; none when the parcel is at the divert point before that."""
    until = time.monotonic() + belt
    # The same for each attempt, and another for each scan of the parcel.
    idempotency_key = str(uuid.uuid4())
    content = picture.read_bytes()
    while (left := until - time.monotonic()) > 0:
        record, pause = send(service, lane, picture.stem, idempotency_key, content, left)
        if record is not None:
            return record
        time.sleep(max(0.0, min(pause, until - time.monotonic())))
    return None


def main():
    parser = argparse.ArgumentParser(description="Plays a scanner line.")
    parser.add_argument("service", help="address of the service, for example http://127.0.0.1:8080")
    parser.add_argument("pictures", nargs="+", type=Path, help="one picture a parcel")
    parser.add_argument("--lane", default="1", help="the lane of all parcels")
    parser.add_argument("--belt", type=float, default=10.0, help="seconds that a parcel has until the divert point")
    args = parser.parse_args()
    answered = True
    for picture in args.pictures:
        try:
            record = decide(args.service.rstrip("/"), args.lane, picture, args.belt)
        except (OSError, Refused) as error:
            record = None
            print(f"{picture.stem}: {error}", file=sys.stderr)
        if record is None:
            answered = False
            print(picture.stem, "DIVERT UNKNOWN -")
        else:
            print(picture.stem, record["action"], record["report"]["decision"], record["id"])
    return 0 if answered else 1


if __name__ == "__main__":
    sys.exit(main())
