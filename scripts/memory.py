"""How the server's memory is to be handled by the system's C library; others ignore it."""

THRIFT = {
    # Threads share one heap instead of keeping one each.
    "MALLOC_ARENA_MAX": "1",
    # The memory of a long page goes back to the system at once.
    "MALLOC_MMAP_THRESHOLD_": "131072",
    "MALLOC_TRIM_THRESHOLD_": "131072",
}
