"""What an import reads from, and what it refuses with one sentence."""

import io
import os
import stat
import zipfile

import pytest

from archportal import spec
from archportal.spec import sources
from tests.spec.library import LIBRARY

CASE = "# Use Case 1: A\n"


def zipped(*files, **options):
    """Return a zip of these names and contents."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content, **options)
    return buffer.getvalue()


def refused(name, data):
    """Return the sentence with which an upload is refused."""
    with pytest.raises(spec.SpecError) as error:
        sources.read_bytes(name, data)
    assert str(error.value).count("\n") == 0
    return str(error.value)


def test_a_markdown_file_is_read(tmp_path):
    (tmp_path / "mlops.md").write_text(CASE)

    assert sources.read_source(tmp_path / "mlops.md") == sources.Source("mlops", files={"mlops.md": CASE})


@pytest.mark.parametrize("start", ["{% include head %}\n", "{:toc}\n", "{toc}\n", "{ a }\n"])
def test_markdown_may_begin_with_a_brace(start):
    assert sources.read_bytes("a.md", (start + CASE).encode()).files == {"a.md": start + CASE}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_that_unpacks_whole_pieces_at_once_is_refused(method):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("a.md", CASE)

    assert refused("a.zip", buffer.getvalue()) == (
        "a.zip is packed in an unusual way; pack it again as an ordinary zip."
    )


def test_a_json_file_is_read_whatever_it_is_called(tmp_path):
    for name in ("library.json", "library"):
        (tmp_path / name).write_text(spec.to_json(LIBRARY), "utf-8")

        assert sources.read_source(tmp_path / name).specification == LIBRARY


def test_a_folder_is_read_without_what_is_hidden_or_of_another_kind(tmp_path):
    for path in (
        "README.md",
        "use-cases/1-a.md",
        ".git/x.md",
        "use-cases/.draft.md",
        "a.png",
        "node_modules/y.md",
        "b.TXT",
    ):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(CASE)

    source = sources.read_source(tmp_path)

    assert source.name == tmp_path.name
    assert sorted(source.files) == ["README.md", "b.TXT", "use-cases/1-a.md"]


@pytest.mark.skipif(os.name == "nt", reason="Links need a privilege there.")
def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "secret.md").write_text("secret")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "1-a.md").write_text(CASE)
    (folder / "2-b.md").symlink_to(tmp_path / "secret.md")
    (folder / "3-c.md").symlink_to(folder / "1-a.md")

    assert list(sources.read_source(folder).files) == ["1-a.md", "3-c.md"]


def test_a_zip_is_read_with_or_without_a_folder_around_everything():
    files = (("README.md", "# T\n"), ("use-cases/1-a.md", CASE))

    for top in ("", "library-main/"):
        data = zipped(
            *((top + name, text) for name, text in files), ("__MACOSX/._x.md", "x"), (top + "inner.zip", "PK")
        )
        assert sources.read_bytes("library.zip", data) == sources.Source("library", files=dict(files))


def test_pasted_text_is_read():
    assert sources.read_pasted(CASE.encode()) == sources.Source("", files={"pasted.md": CASE})
    assert sources.read_pasted(f"\n{spec.to_json(LIBRARY)}".encode()).specification == LIBRARY


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.md", b"", "a.md is empty."),
        ("a.md", b" \n", "a.md is empty."),
        ("a.md", "Größe".encode("latin-1"), "a.md is not UTF-8 text; save it in that encoding."),
        ("a.json", "ä".encode("utf-16"), "a.json is not UTF-8 text; save it in that encoding."),
        ("a.md", b"x" * (5 * 1024**2 + 1), "a.md is larger than 5 MiB; split it."),
        ("a.json", b" " * (40 * 1024**2) + b"{}", "a.json is larger than 40 MiB; split it."),
        ("a.zip", b"not a zip", "a.zip is not a zip file."),
        ("a.zip", zipped(("x.png", b"x")), "There is no Markdown file in a.zip."),
        ("a.zip", zipped(("x.md", b"")), "All Markdown files in a.zip are empty."),
        ("a.zip", zipped(("x.md", b"\xff")), "x.md is not UTF-8 text; save it in that encoding."),
        ("a.zip", zipped(("../x.md", b"x")),
         "a.zip holds a file outside of its folder, “../x.md”; it was not read."),
        ("a.zip", zipped(("/x.md", b"x")),
         "a.zip holds a file outside of its folder, “/x.md”; it was not read."),
        ("a.zip", zipped(("C:\\x.md", b"x")),
         "a.zip holds a file outside of its folder, “C:/x.md”; it was not read."),
        ("a.zip", zipped(("..\\x.md", b"x")),
         "a.zip holds a file outside of its folder, “../x.md”; it was not read."),
        ("a.zip", zipped(("x.md", b"x" * (6 * 1024**2))), "x.md is larger than 5 MiB once it is unpacked."),
        ("a.zip", zipped(("x.md", CASE))[:60],
         "a.zip is damaged or packed in a way that cannot be read; pack it again."),
        ("a.json", b'{"format": "x"}',
         "a.json: This JSON is of another format: “format” has to be “archportal/specification”."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_one_sentence(name, data, sentence):
    assert refused(name, data) == sentence


def test_a_zip_that_explodes_is_refused_before_it_is_unpacked_whole():
    data = zipped(*((f"{n}.md", b" x" * (2 * 1024**2)) for n in range(11)))

    assert len(data) < 200_000
    assert refused("a.zip", data) == "a.zip is larger than 40 MiB once it is unpacked."


def test_a_zip_with_too_many_files_is_refused():
    assert (
        refused("a.zip", zipped(*((f"{n}", b"") for n in range(20_001))))
        == "a.zip holds more than 20,000 files."
    )


def test_a_zip_with_a_link_is_refused():
    link = zipfile.ZipInfo("x.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    assert "holds a link, “x.md”" in refused("a.zip", zipped((link, "/etc/passwd")))


def test_a_zip_that_holds_a_name_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped(("x.md", CASE), ("x.md", "# Use Case 2: B\n"))

    assert refused("a.zip", data) == "a.zip holds “x.md” twice; pack it again."


def test_an_encrypted_zip_is_refused():
    data = bytearray(zipped(("x.md", CASE)))
    for place, offset in ((data.find(b"PK\x03\x04"), 6), (data.find(b"PK\x01\x02"), 8)):
        data[place + offset] |= 1

    assert refused("a.zip", bytes(data)) == "a.zip is encrypted; pack it without a password."


def test_sizes_that_a_zip_tells_are_not_believed():
    data = bytearray(zipped(("x.md", b"x" * (6 * 1024**2))))
    place = data.find(b"PK\x01\x02")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")

    assert "a.zip is damaged" in refused("a.zip", bytes(data)) or "larger" in refused("a.zip", bytes(data))


def test_a_path_that_leads_nowhere_is_refused(tmp_path):
    with pytest.raises(spec.SpecError, match="There is no file or folder"):
        sources.read_source(tmp_path / "gone")


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(spec.SpecError, match="There is no Markdown file in"):
        sources.read_source(tmp_path)
