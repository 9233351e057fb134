package io.hv.kvm.boot;

import java.util.Optional;

/** Who unpacks a bzImage's kernel: the guest by its own decompressor, or the monitor before the guest starts. */
public enum Unpacking {
    /** The guest, unless the monitor is faster and nothing is lost by it. */
    AUTO,
    /** The guest. */
    NEVER,
    /** The monitor; a kernel that it cannot unpack is an error. */
    ALWAYS;

    /** The payload, if the monitor is to unpack it. */
    Optional<LinuxPayload> choose(BootFile kernel, LinuxHeader header, String commandLine) {
        return switch (this) {
            case NEVER, AUTO -> Optional.empty();
            case ALWAYS -> {
                Optional<LinuxPayload> payload = LinuxPayload.of(kernel, header);
                if (payload.isEmpty()) {
                    throw new BootException(
                            kernel.name(),
                            "its kernel is packed in none of the ways that can be unpacked: gzip, xz, lz4, zstd",
                            "let it unpack itself");
                }
                yield payload;
            }
        };
    }
}
