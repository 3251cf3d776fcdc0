"""Asks a service again and again while others kill a part of it, and watches its stream; standard library only.

usage: steady_client.py PORT SECONDS SUBSCRIBERS

Prints JSON: requests, failed ones with the moments of their failures, reconnections of the subscribers, and per subscriber whether
what it saw of each symbol leaves nothing out: after every message either the next sequence, or a snapshot that is at least as far.
"""
import asyncio
import base64
import json
import os
import sys
import time


async def requests(port, end, outcome):
    """Ten connections, each a request every 10 ms; one that breaks is opened again."""

    async def worker():
        reader = writer = None
        while time.monotonic() < end:
            try:
                if writer is None:
                    reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(b"GET /v1/indicators?symbols=S0001,S0002&days=5 HTTP/1.1\r\nHost: x\r\n\r\n")
                head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
                length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))
                body = await asyncio.wait_for(reader.readexactly(length), 5)
                outcome["requests"] += 1
                if not head.startswith(b"HTTP/1.1 200") or b"S0001" not in body:
                    outcome["failed"].append({"at": time.time(), "why": head.split(b"\r\n")[0].decode()})
                if b"connection: close" in head.lower():
                    writer.close()
                    writer = None
            except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError) as error:
                outcome["failed"].append({"at": time.time(), "why": repr(error)})
                if writer is not None:
                    writer.close()
                writer = None
            await asyncio.sleep(0.01)

    await asyncio.gather(*(worker() for _ in range(10)))


def frame(text):
    data, mask = text.encode(), os.urandom(4)
    length = bytes([0x80 | len(data)]) if len(data) < 126 else bytes([0x80 | 126]) + len(data).to_bytes(2, "big")
    return b"\x81" + length + mask + bytes(byte ^ mask[index % 4] for index, byte in enumerate(data))


async def message(reader):
    first, second = await reader.readexactly(2)
    length = second & 127
    if length >= 126:
        length = int.from_bytes(await reader.readexactly(2 if length == 126 else 8), "big")
    return first, await reader.readexactly(length)


async def subscriber(port, end, number, outcome):
    symbols = [f"S{(number * 3 + index) % 30:04}" for index in range(5)]
    last = {}
    while time.monotonic() < end:
        try:
            reader, writer = await asyncio.wait_for(asyncio.open_connection("127.0.0.1", port), 5)
            key = base64.b64encode(os.urandom(16)).decode()
            writer.write(
                f"GET /v1/stream HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode())
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
            if not head.startswith(b"HTTP/1.1 101"):
                raise OSError(head.split(b"\r\n")[0].decode())
            writer.write(frame(json.dumps({"subscribe": symbols})))
            # What a snapshot has given back since this connection began.
            fresh = set()
            while time.monotonic() < end:
                first, payload = await asyncio.wait_for(message(reader), 5)
                if first == 0x88:
                    break
                if first != 0x81:
                    continue
                told = json.loads(payload)
                for row in told.get("snapshot", []):
                    outcome["behind"] += row["sequence"] < last.get(row["symbol"], 0)
                    last[row["symbol"]] = row["sequence"]
                    fresh.add(row["symbol"])
                for row in told.get("updates", []):
                    symbol = row["symbol"]
                    if symbol in last and row["sequence"] != last[symbol] + 1:
                        outcome["missed" if symbol in fresh else "before-snapshot"] += 1
                    last[symbol] = row["sequence"]
                    outcome["updates"] += 1
            writer.close()
        except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError):
            await asyncio.sleep(0.05)
        if time.monotonic() < end:
            outcome["reconnected"] += 1


async def main(port, seconds, subscribers):
    end = time.monotonic() + seconds
    outcome = {"requests": 0, "failed": [], "updates": 0, "reconnected": 0, "missed": 0, "behind": 0, "before-snapshot": 0}
    await asyncio.gather(requests(port, end, outcome), *(subscriber(port, end, number, outcome) for number in range(subscribers)))
    print(json.dumps(outcome))


asyncio.run(main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])))
