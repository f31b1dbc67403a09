"""Check the whole specification as a page does after a change; run as `python -m tests.benchmarks.check`."""

import django


def main():
    django.setup()
    from usecases.checks.running import latest_run
    from usecases.models import CheckRun, Specification

    CheckRun.objects.all().delete()
    run = latest_run(Specification.objects.with_document().get())
    print(run.errors, run.warnings, run.infos)


if __name__ == "__main__":
    main()
