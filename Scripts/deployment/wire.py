"""A small client of the MySQL protocol: an administrator without a password, on a socket."""

import socket
import struct


class StatementRefused(Exception):
    """The server answered a statement with an error."""

    def __init__(self, number, message):
        super().__init__(f"{number} {message}")
        self.number = number
        self.message = message


class Connection:
    """A connection as root over the socket at `path`; rows are dictionaries of texts, with None for NULL.

    `path` may be an address and a port instead, for those that log in as somebody else.
    """

    CAPABILITIES = 0x1 | 0x200 | 0x8000 | 0x10000 | 0x20000 | 0x80000

    def __init__(self, path, timeout=20):
        self.socket = socket.socket(socket.AF_UNIX if isinstance(path, str) else socket.AF_INET)
        self.socket.settimeout(timeout)
        try:
            self.socket.connect(path)
            self.buffer = b""
            self._log_in()
        except BaseException:
            self.socket.close()
            raise

    def _log_in(self):
        self._check(self._packet())
        # A root without a password answers every plugin's question with nothing.
        hello = struct.pack("<IIB23x", self.CAPABILITIES, 1 << 24, 45) + b"root\0\0"
        self._send(hello + b"mysql_native_password\0", 1)
        answer = self._packet()
        while answer[0] in (0xFE, 0x01):
            if answer[0] == 0xFE:
                self._send(b"", self.sequence + 1)
            answer = self._packet()
        self._check(answer)

    def close(self):
        self.socket.close()

    def run(self, statements):
        """Sends `statements`, as many as there are, and returns the rows of all their results."""
        self._send(b"\x03" + statements.encode(), 0)
        rows, more = [], True
        while more:
            more = self._result(rows)
        return rows

    def _result(self, rows):
        head = self._check(self._packet())
        if head[0] == 0:
            _, at = self._length(head, 1)
            _, at = self._length(head, at)
            return struct.unpack_from("<H", head, at)[0] & 8
        columns = [self._column(self._packet()) for _ in range(self._length(head, 0)[0])]
        self._packet()
        while True:
            packet = self._check(self._packet())
            if packet[0] == 0xFE and len(packet) < 9:
                return struct.unpack_from("<H", packet, 3)[0] & 8
            values, at = [], 0
            while at < len(packet):
                value, at = self._text(packet, at)
                values.append(value)
            rows.append(dict(zip(columns, values)))

    def _column(self, packet):
        at = 0
        for _ in range(4):
            _, at = self._text(packet, at)
        return self._text(packet, at)[0]

    def _text(self, packet, at):
        if packet[at] == 0xFB:
            return None, at + 1
        length, at = self._length(packet, at)
        return packet[at : at + length].decode(errors="replace"), at + length

    @staticmethod
    def _length(packet, at):
        first = packet[at]
        if first < 0xFB:
            return first, at + 1
        size = {0xFC: 2, 0xFD: 3, 0xFE: 8}[first]
        return int.from_bytes(packet[at + 1 : at + 1 + size], "little"), at + 1 + size

    @staticmethod
    def _check(packet):
        if packet[0] == 0xFF:
            text = packet[3:].decode(errors="replace")
            raise StatementRefused(
                struct.unpack_from("<H", packet, 1)[0], text[6:] if text[:1] == "#" else text
            )
        return packet

    def _send(self, payload, sequence):
        self.sequence = sequence
        self.socket.sendall(len(payload).to_bytes(3, "little") + bytes([sequence & 255]) + payload)

    def _packet(self):
        head = self._read(4)
        self.sequence = head[3]
        return self._read(int.from_bytes(head[:3], "little"))

    def _read(self, count):
        while len(self.buffer) < count:
            piece = self.socket.recv(65536)
            if not piece:
                raise ConnectionError("the server closed the connection")
            self.buffer += piece
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken
