"""Zip containers and the XML in them, with bounds on what they may unpack to."""

import posixpath
import zipfile
from io import BytesIO
from typing import Self
from xml.etree import ElementTree as ET

from attrs import evolve, field

from medinsure_budget.allowance import spend
from medinsure_budget.errors import EncryptedFileError, LimitExceededError, UnreadableFileError, UnsupportedFormatError
from medinsure_budget.records import define
from medinsure_budget.sources.limits import Limits

_LOCKED = 0x1
_UTF8_NAME = 0x800
# The "strict" flavour of Office files uses other names for the same elements.
_STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}


@define
class Packed:
    """An opened zip container; members unpack until the limit for all of them together is reached."""

    name: str
    limits: Limits
    members: dict[str, zipfile.ZipInfo]
    _archive: zipfile.ZipFile = field(repr=False)
    _unpacked: int = 0

    @classmethod
    def open(cls, data: bytes, name: str, limits: Limits) -> Self:
        """Open the container and list its members.

        Raises:
            UnreadableFileError: when it is truncated or damaged.
            LimitExceededError: when it holds too many members.
        """
        try:
            archive = zipfile.ZipFile(BytesIO(data))
        except Exception as error:  # each kind of damage has an error of its own
            raise UnreadableFileError(f"{name}：压缩包不完整或已损坏（{error}）") from error
        infos = [info for info in archive.infolist() if info.filename and not info.is_dir()]
        if len(infos) > limits.max_members:
            raise LimitExceededError(f"{name}：压缩包里有 {len(infos):,} 个文件，超过 {limits.max_members:,} 个的限度")
        return cls(name, limits, {_shown_name(info): info for info in infos}, archive)

    def read(self, member: str) -> bytes:
        """Unpack one member.

        Raises:
            UnreadableFileError: when it is missing or damaged.
            EncryptedFileError: when it is locked by a password.
            LimitExceededError: when it, or the members read so far, unpack to more than allowed.
        """
        info = self.members.get(member)
        if info is None:
            raise UnreadableFileError(f"{self.name}：缺少 {member} 部分")
        if info.flag_bits & _LOCKED:
            raise EncryptedFileError(f"{self.name}：{member} 有密码")
        if info.file_size > self.limits.max_member_bytes:
            most = self.limits.max_member_bytes
            raise LimitExceededError(f"{self.name}：{member} 解压后有 {info.file_size:,} 字节，超过 {most:,} 字节的限度")
        self._spend(info.file_size)
        try:
            return self._archive.read(info)
        except NotImplementedError as error:
            raise UnsupportedFormatError(f"{self.name}：{member} 的压缩方法不认识（{error}）") from error
        except Exception as error:  # each method of packing has errors of its own
            raise UnreadableFileError(f"{self.name}：{member} 不完整或已损坏（{error}）") from error

    def check_unpacked(self) -> None:
        """Ask before another library unpacks the whole container; none unpacks more than its list of members states.

        Raises:
            LimitExceededError: when all members together unpack to more than allowed.
        """
        self._spend(sum(info.file_size for info in self.members.values()))

    def _spend(self, size: int) -> None:
        self._unpacked += size
        if self._unpacked > self.limits.max_unpacked_bytes:
            raise LimitExceededError(
                f"{self.name}：解压后超过 {self.limits.max_unpacked_bytes:,} 字节的限度"
            )
        spend(self.name, bytes=size)

    def xml(self, member: str) -> ET.Element:
        """Unpack and parse one XML member.

        Raises:
            UnreadableFileError: as `read`, and when the XML is malformed or declares a document type.
            LimitExceededError: as `read`, and when it has too many elements.
        """
        return parse_xml(self.read(member), f"{self.name}：{member}", self.limits)

    def remaining(self) -> Limits:
        """The limits for what is packed in a member: what was unpacked so far counts."""
        left = max(1, self.limits.max_unpacked_bytes - self._unpacked)
        return evolve(self.limits, max_unpacked_bytes=left)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that a part refers to: by id, the last word of the relation's type and the target's name."""
        folder, base = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if relations not in self.members:
            return {}
        found = {}
        for relation in self.xml(relations):
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/" + folder, relation.get("Target", ""))).lstrip("/")
                found[relation.get("Id", "")] = (posixpath.basename(relation.get("Type", "")), target)
        return found

    def main_part(self) -> str:
        """The name of the part that holds the document."""
        targets = [target for kind, target in self.related("").values() if kind == "officeDocument"]
        if not targets:
            raise UnreadableFileError(f"{self.name}：压缩包没有写明正文是哪一部分")
        return targets[0]


def parse_xml(data: bytes, name: str, limits: Limits) -> ET.Element:
    """Parse XML that declares no document type, so that no entity can grow.

    Raises:
        UnreadableFileError: when it is malformed or declares a document type.
        LimitExceededError: when it has too many elements.
    """
    return parsed(checked_xml(data, name, limits), name)


def checked_xml(data: bytes, name: str, limits: Limits) -> bytes:
    """XML that may be parsed, with the usual names of its elements; raises as `parse_xml` does."""
    if b"<!DOCTYPE" in (data if b"\0" not in data else data.replace(b"\0", b"")):
        raise UnreadableFileError(f"{name} 声明了文档类型（DOCTYPE），这类文件从不声明")
    # Each element has an attribute or so; in memory one costs as much as the other.
    if data.count(b"<") - data.count(b"</") + data.count(b"=") > 2 * limits.max_elements:
        raise LimitExceededError(f"{name} 超过 {limits.max_elements:,} 个元素的限度")
    for strict, usual in _STRICT.items():
        data = data.replace(strict, usual)
    return data


def parsed(checked: bytes, name: str) -> ET.Element:
    """Parse XML that was checked.

    Raises:
        UnreadableFileError: when it is malformed.
    """
    try:
        return ET.fromstring(checked)  # noqa: S314 - document types were refused before
    except (ET.ParseError, ValueError, LookupError) as error:
        raise UnreadableFileError(f"{name} 格式有误（{error}）") from error


def _shown_name(info: zipfile.ZipInfo) -> str:
    """The member's name; packers on Chinese Windows write GBK, which zipfile takes for code page 437."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename
