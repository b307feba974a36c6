"""A server of the Language Server Protocol (version 3.17) on standard input and output.

One thread loads the model and audits, one draft after the other; the other speaks with the editor and waits for
nothing. Of a draft only the latest words count: an audit that has not begun when they change is not begun.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from auditor.base.errors import AuditorError
from auditor.base.files import FileError, Refusal
from auditor.editing import actions, diagnostics, hovers
from auditor.editing.bench import Bench, bench_of
from auditor.editing.client import Client, Wishes, client_of, house_of, wishes_of
from auditor.editing.page import MARKDOWN, TEXTS, Page, position_of
from auditor.editing.positions import Positions
from auditor.records.report import Failure, Skipped
from auditor.render.document import SIGNATURE
from auditor.runs import beside
from auditor.runs.drafts import Draft
from auditor.runs.runner import Outcome
from auditor.settings import files

DELAY = 0.5
"""Seconds without a keystroke after which a draft is audited."""

_EMPTY = "A305"
"""A draft without words: it is only about to be written."""
_TOKEN = "auditor/loading"
_WATCHED = (f"**/{files.YAML}", f"**/{files.TOML}", f"**/*{beside.WAIVERS}", f"**/*{beside.LEDGER}")


class Server(LanguageServer):
    """One that tells the editor of an error of its own by its name alone: its words may be a draft's."""

    def report_server_error(self, error: BaseException, source: object) -> None:
        """Shows that something went wrong."""
        say(self, f"an error of our own, {type(error).__name__}: please report it", types.MessageType.Error)


@dataclass(slots=True)
class Session:
    """A conversation with an editor, as long as it lasts."""

    server: Server
    pool: ThreadPoolExecutor
    client: Client
    wishes: Wishes
    root: Path
    bench: Bench | None = None
    loading: asyncio.Task[None] | None = None
    audits: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    """What is being done about each draft."""
    pages: dict[str, Page] = field(default_factory=dict)
    """Each draft as it was last audited."""


def serve(version: str, stdin: BinaryIO | None = None, stdout: BinaryIO | None = None) -> int:
    """Speaks with the editor until it says that this is all; 0 if it took its leave as it should, else 1."""
    logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)  # its messages hold words of drafts
    logging.getLogger("asyncio").setLevel(logging.CRITICAL + 1)
    server = Server("auditor", version, text_document_sync_kind=types.TextDocumentSyncKind.Full)
    has_ended = [False]
    with ThreadPoolExecutor(1, "auditor") as pool:
        sessions: list[Session] = []
        _take_part(server, pool, sessions, has_ended)
        _follow_documents(server, sessions)
        _answer(server, sessions)
        server.start_io(stdin, stdout)
        pool.shutdown(wait=False, cancel_futures=True)
    return 0 if has_ended[0] else 1


def _take_part(server: Server, pool: ThreadPoolExecutor, sessions: list[Session], has_ended: list[bool]) -> None:
    """Tells the server how a conversation begins and ends; its session is then the only one of `sessions`."""

    @server.feature(types.INITIALIZE)
    def begin(asked: types.InitializeParams) -> None:
        root = to_fs_path(server.workspace.root_uri or "") if server.workspace.root_uri else None
        folders = list(server.workspace.folders.values())
        if root is None and folders:
            root = to_fs_path(folders[0].uri)
        try:
            wishes, told = wishes_of(asked.initialization_options), ""
        except AuditorError as error:
            wishes, told = Wishes({}, True), str(error)
        where = Path(root) if root else Path.cwd()
        sessions[:] = [Session(server, pool, client_of(asked.capabilities), wishes, where)]
        if told:
            say(server, told, types.MessageType.Error)

    @server.feature(types.INITIALIZED)
    async def prepare(_: types.InitializedParams) -> None:
        session = sessions[0]
        session.loading = _begun(session, _load(session))
        if session.client.watches_files:
            await _watch(session)

    @server.feature(types.SHUTDOWN)
    def end(_: None) -> None:
        has_ended[0] = True
        for uri in list(sessions[0].audits) if sessions else ():
            _forget(sessions[0], uri)


def _follow_documents(server: Server, sessions: list[Session]) -> None:
    """Tells the server what to do when a draft, or what stands beside it, changes."""

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(asked: types.DidOpenTextDocumentParams) -> None:
        _schedule(sessions[0], asked.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(asked: types.DidChangeTextDocumentParams) -> None:
        _schedule(sessions[0], asked.text_document.uri, DELAY)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(asked: types.DidSaveTextDocumentParams) -> None:
        _schedule(sessions[0], asked.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(asked: types.DidCloseTextDocumentParams) -> None:
        _forget(sessions[0], asked.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def changed_beside(asked: types.DidChangeWatchedFilesParams) -> None:
        session = sessions[0]
        if any(each.uri.endswith((files.YAML, files.TOML)) for each in asked.changes):
            session.loading = _begun(session, _load(session))
        for uri in list(server.workspace.text_documents):
            _schedule(session, uri, 0)


def _answer(server: Server, sessions: list[Session]) -> None:
    """Tells the server what to answer when the editor asks."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(asked: types.HoverParams) -> types.Hover | None:
        return _hover(sessions[0], asked)

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    )
    def offer(asked: types.CodeActionParams) -> list[types.CodeAction]:
        session = sessions[0]
        page, cards = _current(session, asked.text_document.uri), session.bench.cards if session.bench else ()
        return [] if page is None else actions.actions(page, asked, cards, session.client.versions_edits)

    @server.command(actions.WAIVE)
    async def waive(uri: str, finding: str) -> None:
        await _waive(sessions[0], uri, finding)

    @server.command(actions.SHOW_RULE)
    async def show_rule(rule: str) -> None:
        await _show_rule(sessions[0], rule)


def say(server: LanguageServer, text: str, kind: types.MessageType = types.MessageType.Info) -> None:
    """Has the editor show a message."""
    server.window_show_message(types.ShowMessageParams(kind, f"auditor: {text}"))


def _begun(session: Session, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
    """The work, begun; should it fail, the editor is told."""

    def told(task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            session.server.report_server_error(error, None)

    task: asyncio.Task[None] = asyncio.ensure_future(work)
    task.add_done_callback(told)
    return task


# ---------------------------------------------------------------- loading


async def _load(session: Session) -> None:
    """Makes or renews the bench; if settings or rules are not in order the editor is told, and nothing is renewed."""
    server, before = session.server, session.bench
    shown = session.client.shows_progress and before is None
    if shown:
        await server.work_done_progress.create_async(_TOKEN)
        begun = types.WorkDoneProgressBegin(title="auditor", message="loading the language model", cancellable=False)
        server.work_done_progress.begin(_TOKEN, begun)
    try:
        session.bench = await _in_thread(session, lambda: bench_of(house_of(session.wishes, session.root), before))
    except AuditorError as error:
        say(server, str(error), types.MessageType.Error)
    finally:
        if shown:
            server.work_done_progress.end(_TOKEN, types.WorkDoneProgressEnd(message="ready"))


async def _in_thread(session: Session, work: Callable[[], Bench]) -> Bench:
    return await asyncio.get_running_loop().run_in_executor(session.pool, work)


async def _watch(session: Session) -> None:
    """Asks the editor to tell when a file changes that stands beside drafts, or holds settings."""
    watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
    wanted = types.DidChangeWatchedFilesRegistrationOptions(watchers)
    registration = types.Registration("auditor/beside", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, wanted)
    await session.server.client_register_capability_async(types.RegistrationParams([registration]))


# ---------------------------------------------------------------- auditing


def _schedule(session: Session, uri: str, delay: float) -> None:
    """Has the draft audited after so many seconds, in place of whatever was to be done about it."""
    if (before := session.audits.pop(uri, None)) is not None:
        before.cancel()
    if _suffix(session, uri) in TEXTS:
        session.audits[uri] = _begun(session, _audit(session, uri, delay))


def _forget(session: Session, uri: str) -> None:
    """Lets go of a draft, and takes its marks away."""
    if (before := session.audits.pop(uri, None)) is not None:
        before.cancel()
    session.pages.pop(uri, None)
    if _suffix(session, uri) in TEXTS:
        session.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))


def _suffix(session: Session, uri: str) -> str:
    """The suffix that tells the format of a draft; of one that was never saved by the editor's word for it."""
    if path := _path(uri):
        return path.suffix.lower()
    document = session.server.workspace.text_documents.get(uri)
    language = document.language_id if document is not None else None
    return {"markdown": MARKDOWN[0], "plaintext": ".txt"}.get(language or "", "")


def _path(uri: str) -> Path | None:
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path) if path else None


async def _audit(session: Session, uri: str, delay: float) -> None:
    """Audits a draft, unless its words change before that, and has the editor mark what was found."""
    await asyncio.sleep(delay)
    if session.loading is not None:
        await asyncio.wait([session.loading])  # however it ended
    document = session.server.workspace.text_documents.get(uri)
    bench = session.bench
    if document is None or bench is None:
        return
    text, version, path = document.source, document.version, _path(uri)
    name = path.as_posix() if path is not None else f"untitled{_suffix(session, uri)}"
    draft = Draft(name, name, text=text)
    is_report = text.rstrip().endswith(SIGNATURE)
    outcome = None if is_report else await asyncio.get_running_loop().run_in_executor(session.pool, bench.audit, draft)
    document = session.server.workspace.text_documents.get(uri)
    if document is None or document.version != version:
        return
    found = _marks(session, bench, uri, text, version, outcome)
    session.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))


def _marks(
    session: Session, bench: Bench, uri: str, text: str, version: int | None, outcome: Outcome | None
) -> list[types.Diagnostic]:
    """What the editor is to mark, after the report has been put where hovers and actions find it."""
    session.pages.pop(uri, None)
    if outcome is None or (isinstance(outcome, Failure) and outcome.code == _EMPTY):
        return []
    if isinstance(outcome, Failure):
        return diagnostics.failed(outcome)
    if isinstance(outcome, Skipped):
        return diagnostics.skipped(outcome)
    is_markdown = _suffix(session, uri) in MARKDOWN
    positions = Positions(text, _encoding(session))
    page = session.pages[uri] = Page(uri, _path(uri), version, text, is_markdown, positions, outcome)
    return diagnostics.findings(page, bench.cards, session.wishes.with_waived, session.client.shows_related)


def _encoding(session: Session) -> str:
    return str(getattr(session.server.workspace.position_encoding, "value", session.server.workspace.position_encoding))


def _current(session: Session, uri: str) -> Page | None:
    """The page of a draft, if it is of the words that the editor holds now."""
    page, document = session.pages.get(uri), session.server.workspace.text_documents.get(uri)
    return page if page is not None and document is not None and document.source == page.text else None


# ---------------------------------------------------------------- what the editor asks for


def _hover(session: Session, asked: types.HoverParams) -> types.Hover | None:
    page = _current(session, asked.text_document.uri)
    if page is None:
        return None
    offset = page.positions.offset(position_of(asked.position))
    found = hovers.hover(page.report, offset, session.client.hovers_markdown)
    if found is None:
        return None
    kind = types.MarkupKind.Markdown if session.client.hovers_markdown else types.MarkupKind.PlainText
    return types.Hover(types.MarkupContent(kind, found[0]), page.range(found[1]))


async def _waive(session: Session, uri: str, finding_id: str) -> None:
    """Has the editor write a waiver into the file beside a draft, and show where the reason goes."""
    page, server = _current(session, uri), session.server
    finding = next((each for each in page.report.findings if each.id == finding_id), None) if page else None
    if page is None or finding is None:
        return say(server, "the draft has changed since; ask again")
    if page.path is None:
        return say(server, "save the draft first: the waiver is written beside it")
    line = page.positions.at(page.span(finding).start)[0] + 1
    by_hand = f'auditor waive "{page.path.name}:{line}" {finding.policy} --reason "…"'
    path = beside.file_for(page.path, beside.WAIVERS)
    try:
        new = actions.addition(page, finding, path, _text_of(session, path))
    except FileError as error:
        return say(server, f"{path.name} {error.words}", types.MessageType.Warning)
    if new is None or not session.client.creates_files:
        return say(server, f"this editor or the file cannot take it; write the waiver with: {by_hand}")
    edit = actions.edit_beside(new, _encoding(session))
    applied = await server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit, "Waive with a reason"))
    if applied.applied and session.client.shows_documents:
        shown = types.ShowDocumentParams(path.as_uri(), take_focus=True, selection=actions.reason_in(new))
        await server.window_show_document_async(shown)
    return None


def _text_of(session: Session, path: Path) -> str | None:
    """The words of a file beside a draft, as the editor holds them or as they were saved; None if there is none."""
    for uri, document in session.server.workspace.text_documents.items():
        if _path(uri) == path:
            return str(document.source)
    try:
        return beside.content(path).decode("utf-8", "replace")
    except FileError as error:
        if error.why is Refusal.MISSING:
            return None
        raise


async def _show_rule(session: Session, rule: str) -> None:
    """Has the editor open the file of a rule, or says in a message why the rule is there."""
    cards = session.bench.cards if session.bench is not None else ()
    card = next((each for each in cards if each.id == rule), None)
    if card is None:
        return say(session.server, f"there is no rule {rule} in force")
    file = Path(card.path).absolute()
    if session.client.shows_documents and file.is_file():
        await session.server.window_show_document_async(types.ShowDocumentParams(file.as_uri(), take_focus=True))
        return None
    return say(session.server, f"{rule}: {card.why}")
