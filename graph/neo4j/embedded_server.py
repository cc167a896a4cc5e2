"""The process that holds the embedded store: ``python -m graph.neo4j.embedded_server FOLDER``.

It reads one line from standard input, the password that it shall ask for; prints the Bolt port once it answers; and
closes the store when standard input ends, so it never outlives the process that started it, however that one ended.
A process of its own, since a Java machine in ours would take over signals and crash at the interpreter's end.
"""

from __future__ import annotations

import importlib
import os
import socket
import sys
from pathlib import Path

__all__ = ["NAME", "USER", "main"]

NAME = "neo4j"
USER = "root"

#: Of the Java machine: enough for a hundred thousand nodes; ``ARCADEDB_JVM_ARGS`` may say more.
_HEAP = "768m"
#: A process that lives for seconds gains nothing from the second compiler and from many collector threads.
_JAVA = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_BOLT = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"
#: A port found free may be taken a moment later by another process.
_TRIES = 5


def main(folder: Path) -> int:
    """Serve until standard input ends; return 0, or 1 with the reason on standard error."""
    # The engine writes its logs below the working folder.
    os.chdir(folder)
    # By name: it is untyped. And here: it is large, and only this process needs it.
    engine = importlib.import_module("arcadedb_embedded")

    password = sys.stdin.readline().strip()
    if not password:
        return 1
    # The password of the last time: the engine would keep it and ignore the new one.
    (folder / "config" / "server-users.jsonl").unlink(missing_ok=True)
    for left in range(_TRIES, 0, -1):
        bolt, http = _free_ports(2)
        config = {"host": "127.0.0.1", "http_port": http, "bolt_port": bolt, "server_plugins": _BOLT}
        server = engine.ArcadeDBServer(str(folder), password, config, {"heap_size": _HEAP, "jvm_args": _JAVA})
        try:
            server.start()
            server.create_database(NAME)
        except engine.ArcadeDBError as error:
            if left == 1 or "in use" not in str(error):
                print(" ".join(str(error).split()), file=sys.stderr)
                return 1
        else:
            break
    try:
        print(bolt, flush=True)
        sys.stdin.read()
    except OSError:
        # Nobody is there any more.
        pass
    server.stop()
    return 0


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]
    finally:
        for one in sockets:
            one.close()


if __name__ == "__main__":
    status = 1
    try:
        status = main(Path(sys.argv[1]).resolve())
    finally:
        sys.stderr.flush()
        # The threads of the Java machine would keep the process, or crash it after all was closed.
        os._exit(status)
