"""Whether a server that tests can run on is there: `python -m tests.backend.server 'MariaDB 10.11' mysql://…`."""

import sys

import dj_database_url


def reason_to_skip(wanted: str, url: str) -> str | None:
    """Return why tests cannot run there, or None if they can. `wanted` is a product and its version."""
    try:
        import MySQLdb  # noqa: PLC0415  # it is built where its headers are
    except ImportError:
        return "its driver is not built (`make mysql`)"
    parts = dj_database_url.parse(url)
    try:
        connection = MySQLdb.connect(
            host=parts["HOST"],
            port=int(parts["PORT"] or 3306),
            user=parts["USER"],
            password=parts["PASSWORD"],
            connect_timeout=2,
        )
    except MySQLdb.Error:
        return f"nothing answers at {parts['HOST']}:{parts['PORT']}"
    found = connection.get_server_info()
    connection.close()
    name, version = wanted.split()
    if ("MariaDB" in found) != (name == "MariaDB") or not found.startswith(version):
        return f"at {parts['HOST']}:{parts['PORT']} is {found}"
    return None


if __name__ == "__main__":
    reason = reason_to_skip(*sys.argv[1:])
    if reason:
        sys.exit(f"SKIPPED: tests on {sys.argv[1]}, because {reason}")
