#!/usr/bin/env python
"""Run archportal's commands."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archportal.settings")
    from django.core.management import execute_from_command_line

    from archportal.environment import BadSetting

    try:
        execute_from_command_line(sys.argv)
    except BadSetting as error:
        # The administrator mistyped a variable: a sentence helps, a traceback does not.
        print(f"archportal: {error}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
