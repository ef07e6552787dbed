"""A slave's login: over TLS with a client certificate and a password, and then for the binary log."""

import hashlib
import ssl
import struct

from deployment.wire import Connection, StatementRefused

SSL = 0x800


class SlaveConnection(Connection):
    """A connection over TCP as `user`, as a slave makes it."""

    def __init__(self, address, user, password, context):
        self.user, self.password, self.context = user, password, context
        super().__init__((address, 3306))

    def _log_in(self):
        hello = self._check(self._packet())
        after = hello.index(b"\0", 1) + 1
        scramble = hello[after + 4 : after + 12] + hello[after + 31 : after + 43]
        plugin = hello[after + 44 :].split(b"\0")[0].decode()
        head = struct.pack("<IIB23x", self.CAPABILITIES | SSL, 1 << 24, 45)
        self._send(head, 1)
        self.socket = self.context.wrap_socket(self.socket)
        answer = self._answer(plugin, scramble)
        self._send(
            head + self.user.encode() + b"\0" + bytes([len(answer)]) + answer + plugin.encode() + b"\0", 2
        )
        while True:
            packet = self._check(self._packet())
            if packet[0] == 0:
                return
            if packet[0] == 0xFE:
                plugin, _, scramble = packet[1:].partition(b"\0")
                plugin, scramble = plugin.decode(), scramble[:20]
                self._send(self._answer(plugin, scramble), self.sequence + 1)
            elif packet[1:2] == b"\x04":
                # Over TLS the password itself goes where the server has no digest of it yet.
                self._send(self.password.encode() + b"\0", self.sequence + 1)

    def _answer(self, plugin, scramble):
        if not self.password:
            return b""
        secret = self.password.encode()
        if plugin == "mysql_native_password":
            once = hashlib.sha1(secret).digest()
            key = hashlib.sha1(scramble + hashlib.sha1(once).digest()).digest()
        elif plugin == "caching_sha2_password":
            once = hashlib.sha256(secret).digest()
            key = hashlib.sha256(hashlib.sha256(once).digest() + scramble).digest()
        else:
            return secret + b"\0"
        return bytes(one ^ other for one, other in zip(once, key))

    def follow(self):
        """Registers as a slave, and asks for the binary log."""
        self._send(struct.pack("<BIBBBHII", 0x15, 99, 0, 0, 0, 0, 0, 0), 0)
        self._check(self._packet())
        # Flag 1: an end instead of waiting for more.
        self._send(struct.pack("<BIHI", 0x12, 4, 1, 99), 0)
        self._check(self._packet())


def context(folder):
    """What a slave shows and takes: no more is looked at here than that it is TLS."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.check_hostname = False
    made.verify_mode = ssl.CERT_NONE
    made.load_cert_chain(f"{folder}/client.pem", f"{folder}/client.key")
    return made


def outcome(address, user, context):
    """What becomes of a slave that logs in as `user`: `replicates`, `no login NUMBER` or `no log NUMBER`.

    It tries the password of the scripts, and where that is not taken none.
    """
    refusals = []
    for password in ("secret", ""):
        try:
            connection = SlaveConnection(address, user, password, context)
        except StatementRefused as refusal:
            refusals.append(refusal.number)
            continue
        try:
            # The first question of every slave, which an expired password does not let through.
            connection.run("SELECT UNIX_TIMESTAMP()")
            connection.follow()
            return "replicates"
        except StatementRefused as refusal:
            return f"no log {refusal.number}"
        finally:
            connection.close()
    # Of two refusals the one that is not about the password tells more.
    return f"no login {next((number for number in refusals if number != 1045), refusals[0])}"
