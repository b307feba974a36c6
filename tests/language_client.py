"""A small client of the Language Server Protocol: a process, messages in frames, and what the server asks of it."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0

ABLE: Mapping[str, Any] = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "codeDescriptionSupport": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
    },
    "window": {"workDoneProgress": True, "showDocument": {"support": True}},
    "workspace": {
        "applyEdit": True,
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
}
"""What an editor can do that can do all that the server asks about."""


class Editor:
    """An editor, as far as the server can see."""

    def __init__(self, cwd: Path, command: Sequence[str] = ("-m", "auditor", "lsp")) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *command],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.asked: list[dict[str, Any]] = []
        """What the server has asked for, or told, in order."""
        self._answers: dict[int, dict[str, Any]] = {}
        self._number = 0
        self.errors = b""
        self._heard = threading.Condition()
        self._errors: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._read, self._drain)]
        for thread in self._threads:
            thread.start()

    # ------------------------------------------------------------ what it sends

    def begin(self, root: Path, can: Mapping[str, Any] = ABLE, options: object = None) -> Any:
        asked = {
            "processId": None,
            "rootUri": root.as_uri(),
            "capabilities": can,
            **({} if options is None else {"initializationOptions": options}),
        }
        answer = self.ask("initialize", asked)
        self.tell("initialized", {})
        return answer

    def open(self, uri: str, text: str, language: str = "markdown") -> None:
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def change(self, uri: str, version: int, text: str) -> None:
        asked = {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]}
        self.tell("textDocument/didChange", asked)

    def end(self) -> int:
        self.ask("shutdown", None)
        self.tell("exit", None)
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        """Ends it all; `errors` is then what the server wrote to standard error."""
        self.process.kill()
        self.process.wait()
        for thread in self._threads:
            thread.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()
        self.errors = b"".join(self._errors.get() for _ in range(self._errors.qsize()))

    def tell(self, method: str, params: object) -> None:
        self._send({"method": method, **({} if params is None else {"params": params})})

    def ask(self, method: str, params: object) -> Any:
        """The result of a request; its error where it has one."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, **({} if params is None else {"params": params})})
        with self._heard:
            assert self._heard.wait_for(lambda: number in self._answers, PATIENCE), method
            answer = self._answers.pop(number)
        return answer.get("result", answer.get("error"))

    # ------------------------------------------------------------ what it hears

    def marks(self, uri: str, version: int | None) -> list[dict[str, Any]]:
        """The diagnostics of a version of a document, by place."""
        told = self.heard("textDocument/publishDiagnostics", lambda p: p["uri"] == uri and p.get("version") == version)
        return list(told["diagnostics"])

    def heard(self, method: str, fits: Any = lambda params: True) -> Any:
        """The parameters of the first message of a method that fits; it is then taken away."""

        def found() -> dict[str, Any] | None:
            return next((m for m in self.asked if m["method"] == method and fits(m.get("params"))), None)

        with self._heard:
            assert self._heard.wait_for(lambda: found() is not None, PATIENCE), (method, self.asked)
            message = found()
            assert message is not None
            self.asked.remove(message)
        return message.get("params")

    def is_quiet(self, method: str, seconds: float) -> bool:
        """Whether for so long there comes no message of a method."""
        time.sleep(seconds)
        with self._heard:
            return all(message["method"] != method for message in self.asked)

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                header = stream.readline()
            self._take(json.loads(stream.read(length)))

    def _take(self, message: dict[str, Any]) -> None:
        with self._heard:
            if "method" not in message:
                self._answers[message["id"]] = message
            else:
                self.asked.append(message)
            self._heard.notify_all()
        if "method" in message and "id" in message:
            done = {"workspace/applyEdit": {"applied": True}, "window/showDocument": {"success": True}}
            self._send({"id": message["id"], "result": done.get(message["method"])})

    def _drain(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self._errors.put(line)
