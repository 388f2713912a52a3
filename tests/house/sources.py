"""What the rules of the house are held against: the project's own files and what stands in them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOM_SOURCES = ("crm", "config.py", "wsgi.py")
ALL_SOURCES = (*ROOM_SOURCES, "migrations", "tests")
_LEFT_OUT = {".tools", "node_modules", "__pycache__", "vendor"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Definition:
    """A function or class of a module: where it is, its node, and whether others may call it."""

    where: str
    node: Function | ast.ClassDef
    is_public: bool

    @property
    def lines(self) -> int:
        """Its length in lines, docstring included, decorators not."""
        return (self.node.end_lineno or self.node.lineno) - self.node.lineno + 1


def python_files(sources: tuple[str, ...]) -> list[Path]:
    """Return the Python files of some of the project's files and folders; those that do not exist yet are
    left out.
    """
    found = [path for name in sources for path in _files(ROOT / name, ".py")]
    assert found, f"no Python file under {sources}: this rule would hold nothing"
    return found


def template_files() -> list[Path]:
    """Return the project's templates."""
    return [path for suffix in (".html", ".txt", ".xml") for path in _files(ROOT / "templates", suffix)]


def short(path: Path) -> str:
    """Return a path as a reader knows it, from the project's root."""
    return path.relative_to(ROOT).as_posix()


def definitions(path: Path) -> Iterator[Definition]:
    """Yield every function and class of a file; what is inside a function is never public."""
    yield from _inside(ast.parse(path.read_text()), short(path), is_public=True)


def _inside(node: ast.AST, where: str, *, is_public: bool) -> Iterator[Definition]:
    """Yield the definitions in a node's body, and those within them."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.ClassDef):
            name, seen = f"{where}:{child.name}", is_public and not child.name.startswith("_")
            yield Definition(name, child, seen)
            yield from _inside(child, name, is_public=seen and isinstance(child, ast.ClassDef))
        else:
            yield from _inside(child, where, is_public=is_public)


def _files(place: Path, suffix: str) -> list[Path]:
    """Return a file, or the files below a folder, that end in a suffix."""
    if place.is_file():
        return [place] if place.suffix == suffix else []
    return sorted(path for path in place.rglob(f"*{suffix}") if not _LEFT_OUT & set(path.relative_to(ROOT).parts))
