package io.hv.kvm.boot;

import io.hv.image.codec.Codec;
import java.util.Arrays;
import java.util.Optional;

/** Who unpacks a bzImage's kernel: the guest by its own decompressor, or the monitor before the guest starts. */
public enum Unpacking {
    /**
     * The monitor where it is faster and nothing is lost by it, else the guest. Lost would be the address by chance
     * (KASLR), which the guest's decompressor gives unless the command line says {@code nokaslr}. Not faster is xz in Java.
     */
    AUTO,
    /** The guest. */
    NEVER,
    /** The monitor; a kernel that it cannot unpack is an error. */
    ALWAYS;

    /** The payload, if the monitor is to unpack it. */
    Optional<LinuxPayload> choose(BootFile kernel, LinuxHeader header, String commandLine) {
        return switch (this) {
            case NEVER -> Optional.empty();
            case AUTO ->
                Arrays.asList(commandLine.split("\\s+")).contains("nokaslr")
                        ? LinuxPayload.of(kernel, header).filter(Unpacking::isFast)
                        : Optional.empty();
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

    private static boolean isFast(LinuxPayload payload) {
        return payload.codec() != Codec.XZ && payload.codec().isAvailable();
    }
}
